package io.millrace.api;

import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import io.millrace.api.identity.Identity;
import io.millrace.schema.catalog.Catalog;
import io.millrace.write.derivation.Derivation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running API over the garden, with its stores filled. */
@SpringBootTest(
    classes = ApiApplication.class,
    useMainMethod = UseMainMethod.ALWAYS,
    webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(GardenDomain.class)
abstract class ApiTest {

  private static final List<String> TIMEOUTS =
      List.of(
          "millrace.api.timeouts.redis",
          "millrace.api.timeouts.elasticsearch",
          "millrace.api.timeouts.postgres",
          "millrace.api.guards.timeout");

  @Autowired private ExecutionGraphQlService service;
  @Autowired private Catalog catalog;
  @Autowired private Derivation derivation;
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void stores(DynamicPropertyRegistry registry) {
    GardenStores.shared().addresses().forEach((name, value) -> registry.add(name, () -> value));
    // A machine that stalls is no outage.
    TIMEOUTS.forEach(name -> registry.add(name, () -> "20s"));
  }

  @BeforeEach
  void fillStores() {
    stores().fill(catalog, derivation);
  }

  static GardenStores stores() {
    return GardenStores.shared();
  }

  Catalog catalog() {
    return catalog;
  }

  Derivation derivation() {
    return derivation;
  }

  int port() {
    return port;
  }

  /** Runs an operation within the process. */
  Answer ask(String document) {
    return Answer.of(service, document, Map.of());
  }

  /** Runs an operation with variables within the process. */
  Answer ask(String document, Map<String, Object> variables) {
    return Answer.of(service, document, variables);
  }

  /** Runs an operation of somebody within the process. */
  Answer ask(String document, Map<String, Object> variables, Identity caller) {
    return Answer.of(service, document, variables, caller);
  }
}
