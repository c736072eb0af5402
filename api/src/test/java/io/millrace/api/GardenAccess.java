package io.millrace.api;

import static io.millrace.api.LookupTest.id;

import io.millrace.api.identity.Identity;
import io.millrace.ops.access.AccessDomain;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.key.GlobalId;
import io.millrace.write.derivation.Derivation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The garden before the contract of rules. */
record GardenAccess(Catalog catalog, Derivation derivation, int port) implements AccessDomain {

  private static final Map<String, Identity> CALLERS =
      Map.of("ada", Callers.ADA, "ben", Callers.BEN, "staff", Callers.STAFF);

  static final Caller NOBODY = new Caller("nobody", Map.of());
  static final Caller ADA = caller("ada");
  static final Caller BEN = caller("ben");
  static final Caller STAFF = caller("staff");

  private static Caller caller(String name) {
    return new Caller(name, Map.of("Test-Caller", name));
  }

  /** Lets a header say who asks, so that tests of rules need no issuer of tokens. */
  @TestConfiguration(proxyBeanMethods = false)
  static class ByHeader {

    @Bean
    WebGraphQlInterceptor callerByHeader() {
      return (request, chain) -> {
        var named = request.getHeaders().getFirst("Test-Caller");
        if (named != null) {
          request.configureExecutionInput(
              (input, _) -> {
                input.getGraphQLContext().put(Identity.class, CALLERS.get(named));
                return input;
              });
        }
        return chain.next(request);
      };
    }
  }

  @Override
  public URI graphql() {
    return URI.create("http://localhost:%d/graphql".formatted(port));
  }

  @Override
  public List<Caller> callers() {
    return List.of(NOBODY, ADA, BEN, STAFF);
  }

  @Override
  public String sample(String type) {
    return id(
        type,
        switch (type) {
          case "Diary" -> 101;
          case "Bed" -> 101;
          case "Plant" -> 10102;
          default -> 1;
        });
  }

  @Override
  public JsonNode document(String globalId) {
    var key = GlobalId.decode(globalId);
    var batch =
        Objects.requireNonNull(
            derivation.derive(Map.of(catalog.readModel(key.type()), List.of(key))).block());
    return JsonMapper.shared()
        .readTree(Objects.requireNonNull(batch.models().getFirst().present().get(key)));
  }

  @Override
  public Map<String, String> arguments() {
    return Map.of(
        "Plant.labelIn", "language: \"la\"",
        "Query.bed", "row: \"R1\", number: 1",
        "Query.plants", "query: \"shade\"",
        "Query.findDiaries", "query: \"storm\"");
  }
}
