package io.millrace.ops.schema;

import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.PublishedElements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads who uses which part of the schema, as the API's nodes have counted it. */
public final class FieldUsage {

  private static final String USES =
      """
      select coordinate, version, client, proven, sum(operations), max(last_used)
      from millrace.field_usage
      where day >= ?
        and (cast(? as text) is null or coordinate = ?
          or starts_with(coordinate, ? || '(') or starts_with(coordinate, ? || '.'))
      group by coordinate, version, client, proven
      order by coordinate, version, sum(operations) desc, client, proven
      """;

  private final Map<String, SortedMap<String, PublishedElements.Element>> versions;
  private final Connection database;

  /**
   * @param versions those that the schema declares
   * @param database open, with the right to read {@code millrace.field_usage}
   */
  public FieldUsage(List<ApiVersion> versions, Connection database) {
    this.versions =
        versions.stream()
            .collect(
                Collectors.toMap(
                    ApiVersion::name,
                    version -> PublishedElements.of(version.published()),
                    (one, _) -> one,
                    TreeMap::new));
    this.database = database;
  }

  /**
   * What is asked.
   *
   * @param since the first day, in UTC
   * @param within the coordinate of a field, with its arguments, or of a type, with all its fields;
   *     everything where it is absent
   * @param deprecatedOnly whether it is about deprecated elements alone
   */
  public record Question(LocalDate since, Optional<String> within, boolean deprecatedOnly) {

    private boolean concerns(String coordinate) {
      return within
          .map(
              part ->
                  coordinate.equals(part)
                      || coordinate.startsWith(part + "(")
                      || coordinate.startsWith(part + "."))
          .orElse(true);
    }
  }

  /**
   * Somebody's use of an element.
   *
   * @param coordinate of the element
   * @param version of the API
   * @param client the client's name
   * @param proven whether tokens said so, and not the client alone
   * @param operations how many have used it; after an outage it may be some too many
   * @param lastUsed when it was used last, or up to a minute later
   * @param deprecation what clients are told to do instead; null where it is not deprecated
   */
  public record ElementUse(
      String coordinate,
      String version,
      String client,
      boolean proven,
      long operations,
      Instant lastUsed,
      @Nullable String deprecation) {}

  /**
   * An element that nobody has used in any of the versions that have it deprecated.
   *
   * @param versions the oldest first
   * @param deprecation what clients of the newest of them are told to do instead
   */
  public record UnusedElement(String coordinate, List<String> versions, String deprecation) {

    public UnusedElement {
      versions = List.copyOf(versions);
    }
  }

  /**
   * The answer.
   *
   * @param since the first day that was asked for
   * @param countedSince the first day that anything was counted on; null where nothing ever was
   * @param uses who uses what
   * @param unused deprecated elements that nobody used; values of enums that answers may have are
   *     not among them, since nobody asks for those
   */
  public record Report(
      LocalDate since,
      @Nullable LocalDate countedSince,
      List<ElementUse> uses,
      List<UnusedElement> unused) {

    public Report {
      uses = List.copyOf(uses);
      unused = List.copyOf(unused);
    }
  }

  /** Answers a question. */
  public Report read(Question question) throws SQLException {
    var uses = uses(question);
    var counted = countedSince();
    var asked =
        uses.stream()
            .filter(use -> !question.deprecatedOnly() || use.deprecation() != null)
            .toList();
    return new Report(
        question.since(), counted, asked, counted == null ? List.of() : unused(question, uses));
  }

  private List<ElementUse> uses(Question question) throws SQLException {
    var uses = new ArrayList<ElementUse>();
    try (var statement = database.prepareStatement(USES)) {
      statement.setObject(1, question.since());
      for (int parameter = 2; parameter <= 5; parameter++) {
        statement.setString(parameter, question.within().orElse(null));
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          uses.add(
              new ElementUse(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getBoolean(4),
                  rows.getLong(5),
                  rows.getObject(6, OffsetDateTime.class).toInstant(),
                  deprecation(rows.getString(2), rows.getString(1)).orElse(null)));
        }
      }
    }
    return uses;
  }

  private Optional<String> deprecation(String version, String coordinate) {
    return Optional.ofNullable(versions.get(version))
        .map(elements -> elements.get(coordinate))
        .flatMap(PublishedElements.Element::deprecation);
  }

  private @Nullable LocalDate countedSince() throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery("select min(day) from millrace.field_usage")) {
      rows.next();
      return rows.getObject(1, LocalDate.class);
    }
  }

  private List<UnusedElement> unused(Question question, List<ElementUse> uses) {
    var deprecated = new TreeMap<String, List<String>>();
    versions.forEach(
        (version, elements) ->
            elements.forEach(
                (coordinate, element) -> {
                  if (element.deprecation().isPresent()
                      && !element.answered()
                      && question.concerns(coordinate)) {
                    deprecated.computeIfAbsent(coordinate, _ -> new ArrayList<>()).add(version);
                  }
                }));
    // By the name of an element that is deprecated another may go in a later version. Of a version
    // that is declared no more nobody knows which one was meant.
    uses.stream()
        .filter(use -> use.deprecation() != null || !versions.containsKey(use.version()))
        .forEach(use -> deprecated.remove(use.coordinate()));
    return deprecated.entrySet().stream()
        .map(
            entry ->
                new UnusedElement(
                    entry.getKey(),
                    entry.getValue(),
                    deprecation(entry.getValue().getLast(), entry.getKey()).orElseThrow()))
        .toList();
  }

  /** The first of the last days, today included. */
  public static LocalDate firstOfLast(int days) {
    return LocalDate.now(ZoneOffset.UTC).minusDays(days - 1L);
  }
}
