package io.millrace.ops.bench;

import io.millrace.ops.extension.Scenario;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of a scenario's requests, one for each row of its variables. */
final class ScenarioRequests {

  private static final int MOST_ROWS = 20_000;
  private static final String GLOBAL_ID = "gid:";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Request> requests;

  private ScenarioRequests(List<Request> requests) {
    this.requests = requests;
  }

  /**
   * A request.
   *
   * @param token whose it is, empty where it is nobody's in particular
   * @param changes the document that is derived anew; empty for a query
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(byte[] body, String token, Optional<DocumentKey> changes) {}

  static ScenarioRequests read(Scenario scenario, Connection database, KnownCallers callers)
      throws SQLException {
    var requests = new ArrayList<Request>();
    try (var statement = database.createStatement()) {
      statement.setMaxRows(MOST_ROWS);
      try (var rows = statement.executeQuery(scenario.variables())) {
        var columns = columns(rows.getMetaData());
        while (rows.next()) {
          var body =
              Map.of(
                  "query",
                  scenario.document(),
                  "variables",
                  resolved(JSON.readTree(rows.getString("variables"))));
          var caller =
              columns.contains("subject")
                  ? scenario.caller() + " " + rows.getString("subject")
                  : scenario.caller();
          requests.add(
              new Request(
                  JSON.writeValueAsBytes(body),
                  caller.isEmpty() ? "" : callers.token(caller),
                  columns.contains("changes")
                      ? Optional.of(key(rows.getString("changes")))
                      : Optional.empty()));
        }
      }
    }
    if (requests.isEmpty()) {
      throw new IllegalArgumentException(
          "The scenario '%s' has no variables: its statement gives no row"
              .formatted(scenario.name()));
    }
    return new ScenarioRequests(requests);
  }

  private static Set<String> columns(ResultSetMetaData rows) throws SQLException {
    var names = new HashSet<String>();
    for (int column = 1; column <= rows.getColumnCount(); column++) {
      names.add(rows.getColumnLabel(column));
    }
    return names;
  }

  /** One of them; the first are drawn most, about a third of the draws from the first twentieth. */
  Request pick(SplittableRandom random) {
    double draw = random.nextDouble();
    return requests.get((int) (draw * draw * draw * requests.size()));
  }

  /** Some that are spread over all. */
  List<Request> sample(int most) {
    int step = Math.max(1, requests.size() / most);
    var sample = new ArrayList<Request>();
    for (int at = 0; at < requests.size() && sample.size() < most; at += step) {
      sample.add(requests.get(at));
    }
    return sample;
  }

  private static DocumentKey key(String text) {
    int colon = text.indexOf(':');
    return new DocumentKey(text.substring(0, colon), text.substring(colon + 1));
  }

  private static @Nullable Object resolved(JsonNode value) {
    if (value.isObject()) {
      var members = new LinkedHashMap<String, @Nullable Object>();
      value.properties().forEach(entry -> members.put(entry.getKey(), resolved(entry.getValue())));
      return members;
    }
    if (value.isArray()) {
      var elements = new ArrayList<@Nullable Object>();
      value.forEach(element -> elements.add(resolved(element)));
      return elements;
    }
    return value.isString() && value.asString().startsWith(GLOBAL_ID)
        ? GlobalId.encode(key(value.asString().substring(GLOBAL_ID.length())))
        : value;
  }
}
