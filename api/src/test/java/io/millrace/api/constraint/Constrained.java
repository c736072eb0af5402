package io.millrace.api.constraint;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.GraphQLError;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.millrace.api.ApiProperties.Inputs;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.gate.Operations;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.scalar.PlatformScalars;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A schema with constraints and without a fetcher, whose operations are checked and never run. */
final class Constrained {

  static final Inputs LIMITS = new Inputs(16, 200, 5_000);

  private final GraphQLSchema schema;
  private final OperationCheck check = new ConstraintCheck(LIMITS);

  private Constrained(GraphQLSchema schema) {
    this.schema = schema;
  }

  static Constrained of(String sdl) {
    var wiring = RuntimeWiring.newRuntimeWiring();
    PlatformScalars.register(wiring);
    wiring.type("Node", type -> type.typeResolver(_ -> null));
    return new Constrained(
        new SchemaGenerator()
            .makeExecutableSchema(
                new SchemaParser().parse(platform()).merge(new SchemaParser().parse(sdl)),
                wiring.build()));
  }

  static String platform() {
    try (var in = Catalog.class.getResourceAsStream("/io/millrace/schema/platform.graphqls")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is said of an operation; nothing where it may run. */
  List<String> messages(String text) {
    return messages(text, Map.of());
  }

  /** What is said of an operation; nothing where it may run. */
  List<String> messages(String text, Map<String, Object> variables) {
    return errors(text, variables, Locale.ROOT).stream()
        .map(error -> String.valueOf(error.getMessage()))
        .toList();
  }

  List<? extends GraphQLError> errors(String text, Map<String, Object> variables, Locale locale) {
    try {
      check.check(Operations.of(schema, text, variables, locale)).block();
      return List.of();
    } catch (RequestException refusal) {
      return refusal.errors();
    }
  }
}
