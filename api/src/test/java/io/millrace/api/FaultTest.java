package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.gate.OperationCheck;
import io.millrace.schema.key.DocumentKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What fails within shows nothing of itself, in the body or in a header: an id, which finds all of
 * it in the log.
 */
@Import(FaultTest.FaultyBeans.class)
@ExtendWith(OutputCaptureExtension.class)
class FaultTest extends ApiTest {

  private static final String SECRET =
      "org.example.Vault: select secret from safe; at org.example.Vault.open(Vault.java:42)";

  /** What stands in failures and in no answer: names of classes and tables, SQL, stack frames. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "(?i)exception|io\\.millrace|org\\.(spring|example)|java\\.|\\.java:|\\bat [a-z]+\\.|select |"
              + "relation |sqlstate|table|index_|wrongtype|no such|caused by|secret|localhost:");

  private static final Pattern ID = Pattern.compile("\"id\":\"(?<id>[0-9a-f]{16})\"");
  private static final String SEARCH = "{ plants(query: \"sage\") { nodes { name } } }";

  /** Beans that fail where a request says so. */
  @TestConfiguration(proxyBeanMethods = false)
  static class FaultyBeans {

    @Bean
    @Order(0)
    WebFilter faultyFilter() {
      return (exchange, chain) ->
          exchange.getRequest().getHeaders().containsHeader("Faulty-Filter")
              ? Mono.error(new IllegalStateException(SECRET))
              : chain.filter(exchange);
    }

    @Bean
    WebGraphQlInterceptor faultyInterceptor() {
      return (request, chain) -> {
        if (request.getHeaders().containsHeader("Faulty-Interceptor")) {
          throw new IllegalStateException(SECRET);
        }
        return chain.next(request);
      };
    }

    @Bean
    OperationCheck faultyCheck() {
      return operation ->
          operation.text().contains("FaultyCheck")
              ? Mono.error(new IllegalArgumentException(SECRET))
              : Mono.empty();
    }
  }

  @Test
  void ofAController(CapturedOutput log) throws Exception {
    assertTellsNothing(send("{ broken }"), "INTERNAL", log, "table_of_secrets");
  }

  @Test
  void ofBeansOnTheWay(CapturedOutput log) throws Exception {
    assertTellsNothing(send("query FaultyCheck { motto }"), "INTERNAL", log, SECRET);
    for (var header : new String[] {"Faulty-Filter", "Faulty-Interceptor"}) {
      var answer = send("{ motto }", header);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertTellsNothing(answer, "INTERNAL", log, SECRET);
    }
  }

  @Test
  void ofTheDatabase(CapturedOutput log) throws Exception {
    stores().postgres().execute("alter table plant rename to plant_gone");
    try {
      assertTellsNothing(
          send(
              "mutation { plantRename(input: {id: \"%s\", name: \"Fig\"}) { plant { name } } }"
                  .formatted(id("Plant", 30101))),
          "INTERNAL",
          log,
          "relation \"plant\" does not exist");
      // A document that Redis lacks is derived; the statement fails now.
      stores().forget(catalog().readModel("Plant"), DocumentKey.of("Plant", 30102L));
      assertTellsNothing(
          send("{ node(id: \"%s\") { id } }".formatted(id("Plant", 30102))),
          "STORE_UNAVAILABLE",
          log,
          "relation \"plant\" does not exist");
    } finally {
      stores().postgres().execute("alter table plant_gone rename to plant");
    }
  }

  @Test
  void ofTheSearch(CapturedOutput log) throws Exception {
    stores().closeIndex(catalog().readModel("Plant"));
    try {
      assertTellsNothing(send(SEARCH), "STORE_UNAVAILABLE", log, "index_closed_exception");
    } finally {
      stores().openIndex(catalog().readModel("Plant"));
    }
  }

  @Test
  void ofAStoredDocumentThatIsNone(CapturedOutput log) throws Exception {
    stores().spoil(catalog().readModel("Plant"), DocumentKey.of("Plant", 30103L));
    var answer =
        send("{ node(id: \"%s\") { id ... on Plant { name } } }".formatted(id("Plant", 30103)));
    assertThat(INTERNAL.matcher(answer.body()).find()).as(answer.body()).isFalse();
  }

  private void assertTellsNothing(
      HttpResponse<String> answer, String code, CapturedOutput log, String logged) {
    assertThat(answer.body()).contains("\"code\":\"%s\"".formatted(code));
    for (var text : new String[] {answer.body(), answer.headers().map().toString()}) {
      var internal = INTERNAL.matcher(text);
      assertThat(internal.find()).as(text).isFalse();
    }
    var id = ID.matcher(answer.body());
    assertThat(id.find()).as(answer.body()).isTrue();
    var lines = log.getAll();
    int line = lines.indexOf(id.group("id"));
    assertThat(line).as("the id is in the log").isNotNegative();
    assertThat(lines.indexOf(logged, line)).as("what failed stands behind it").isGreaterThan(line);
  }

  private HttpResponse<String> send(String document, String... headers)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:%d/graphql".formatted(port())))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      JsonMapper.shared().writeValueAsString(Map.of("query", document))));
      for (var header : headers) {
        request.header(header, "1");
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
