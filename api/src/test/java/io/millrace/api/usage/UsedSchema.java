package io.millrace.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.NodeUtil;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationNotes;
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
    var document = Parser.parse(text);
    assertThat(new Validator().validateDocument(schema, document, Locale.ENGLISH)).isEmpty();
    var input = ExecutionInput.newExecutionInput(text).variables(variables).build();
    input.getGraphQLContext().put(ApiVersion.class, VERSION);
    input.getGraphQLContext().put(Identity.class, caller);
    input
        .getGraphQLContext()
        .put(
            Origin.class,
            new Origin(HttpMethod.POST, Optional.empty(), application, new AtomicInteger()));
    var found = NodeUtil.getOperation(document, null);
    return new Operation(
        input,
        schema,
        text,
        document,
        found.operationDefinition,
        found.fragmentsByName,
        ValuesResolver.coerceVariableValues(
            schema,
            found.operationDefinition.getVariableDefinitions(),
            RawVariables.of(variables),
            input.getGraphQLContext(),
            Locale.ENGLISH),
        new OperationNotes());
  }
}
