package io.millrace.api.graphql;

import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.gate.SelectedField;
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
          operation.fields().forEach(field -> require(operation, viewer, field));
        });
  }

  private void require(Operation operation, Viewer viewer, SelectedField field) {
    var names = Versions.of(operation.context()).names();
    var type = field.owner().getName();
    var name = field.node().getName();
    var declaredType = names.declaredType(type);
    var declaredField = names.declaredMember(type, name);
    if (rules.refuses(declaredType, declaredField)) {
      viewer.require(rules.ofField(declaredType, declaredField), type + "." + name);
    }
    fetchers
        .questions(declaredType, declaredField)
        .ifPresent(
            questions ->
                questions.require(
                    new PublishedArguments(names)
                        .declared(
                            type,
                            name,
                            field.definition().getArguments(),
                            operation.arguments().of(field.definition(), field.node())),
                    viewer));
  }
}
