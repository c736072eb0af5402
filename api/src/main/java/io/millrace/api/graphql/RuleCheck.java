package io.millrace.api.graphql;

import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.gate.SelectedFields;
import io.millrace.api.rule.Viewer;
import io.millrace.api.version.PublishedArguments;
import io.millrace.api.version.Versions;
import io.millrace.schema.catalog.AccessRules;
import reactor.core.publisher.Mono;

/**
 * Refuses an operation that asks for or about what its caller may not read: fields of {@code Query}
 * and {@code Mutation}, filters, orders, facets, highlights and lookups by guarded fields. Whether
 * such a question has an answer would tell what is guarded.
 */
final class RuleCheck implements OperationCheck {

  private final AccessRules rules;
  private final EngineFetchers fetchers;

  RuleCheck(AccessRules rules, EngineFetchers fetchers) {
    this.rules = rules;
    this.fetchers = fetchers;
  }

  @Override
  public Mono<Void> check(Operation operation) {
    if (rules.fields().isEmpty()) {
      return Mono.empty();
    }
    return Mono.fromRunnable(
        () -> {
          var viewer = Viewer.of(operation.context());
          SelectedFields.forEach(
              operation,
              (type, definition, field) -> require(operation, viewer, type, definition, field));
        });
  }

  private void require(
      Operation operation,
      Viewer viewer,
      GraphQLFieldsContainer type,
      GraphQLFieldDefinition definition,
      Field field) {
    var names = Versions.of(operation.context()).names();
    var declaredType = names.declaredType(type.getName());
    var declaredField = names.declaredMember(type.getName(), field.getName());
    if (rules.refuses(declaredType, declaredField)) {
      viewer.require(
          rules.ofField(declaredType, declaredField), type.getName() + "." + field.getName());
    }
    fetchers
        .questions(declaredType, declaredField)
        .ifPresent(
            questions ->
                questions.require(
                    new PublishedArguments(names)
                        .declared(
                            type.getName(),
                            field.getName(),
                            definition.getArguments(),
                            SelectedFields.arguments(operation, definition, field)),
                    viewer));
  }
}
