package io.millrace.api.usage;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.Operations;
import io.millrace.api.gate.Origin;
import io.millrace.api.identity.Identity;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.VersionNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/** A schema whose operations are looked at and never run. */
final class UsedSchema {

  /** Somebody without a token. */
  static final Identity SOMEBODY = new Identity("192.0.2.1", Optional.empty());

  private static final ApiVersion VERSION =
      new ApiVersion(
          "2026-11",
          null,
          null,
          new TypeDefinitionRegistry(),
          new VersionNames(Map.of(), Set.of(), Map.of()),
          Map.of());

  private final GraphQLSchema schema;
  private final Uses uses = new Uses();

  UsedSchema(String sdl) {
    schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(sdl));
  }

  /** What an operation uses: by its document, then by its variables. */
  List<String> used(String text, Map<String, Object> variables) {
    var use = use(operation(text, variables, SOMEBODY, Optional.empty()));
    return Stream.concat(use.document().elements().stream(), use.byVariables().stream())
        .map(Element::coordinate)
        .toList();
  }

  Use use(Operation operation) {
    return uses.of(operation);
  }

  Operation operation(String text) {
    return operation(text, Map.of(), SOMEBODY, Optional.empty());
  }

  Operation operation(
      String text, Map<String, Object> variables, Identity caller, Optional<String> application) {
    var operation = Operations.of(schema, text, variables, Locale.ENGLISH);
    var context = operation.context();
    context.put(ApiVersion.class, VERSION);
    context.put(Identity.class, caller);
    context.put(
        Origin.class,
        new Origin(HttpMethod.POST, Optional.empty(), application, new AtomicInteger()));
    return operation;
  }
}
