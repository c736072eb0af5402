package io.millrace.api.graphql;

import graphql.GraphQLError;
import graphql.execution.ValuesResolver;
import graphql.execution.conditional.ConditionalNodes;
import graphql.introspection.Introspection;
import graphql.language.DirectivesContainer;
import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.rule.Viewer;
import io.millrace.api.version.PublishedArguments;
import io.millrace.api.version.Versions;
import io.millrace.schema.catalog.AccessRules;
import io.millrace.schema.version.VersionNames;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Refuses an operation that asks for or about what its caller may not read: fields of {@code Query}
 * and {@code Mutation}, filters, orders, facets, highlights and lookups by guarded fields. Whether
 * such a question has an answer would tell what is guarded.
 */
final class RuleCheck implements OperationCheck {

  private static final ConditionalNodes CONDITIONS = new ConditionalNodes();

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
        () -> new Walk(operation).walk(root(operation), operation.definition().getSelectionSet()));
  }

  private static GraphQLNamedOutputType root(Operation operation) {
    var schema = operation.schema();
    return Objects.requireNonNull(
        switch (operation.definition().getOperation()) {
          case QUERY -> schema.getQueryType();
          case MUTATION -> schema.getMutationType();
          case SUBSCRIPTION -> schema.getSubscriptionType();
        });
  }

  /** Looks at the selections of one operation; at those of a fragment once for each type. */
  private final class Walk {

    private record Place(String fragment, String type) {}

    private final Operation operation;
    private final Viewer viewer;
    private final VersionNames names;
    private final Set<Place> seen = new HashSet<>();

    Walk(Operation operation) {
      this.operation = operation;
      this.viewer = Viewer.of(operation.context());
      this.names = Versions.of(operation.context()).names();
    }

    void walk(GraphQLNamedOutputType type, @Nullable SelectionSet selections) {
      if (selections == null) {
        return;
      }
      for (var selection : selections.getSelections()) {
        if (!isIncluded((DirectivesContainer<?>) selection)) {
          continue;
        }
        switch (selection) {
          case Field field -> field(type, field);
          case InlineFragment inline ->
              walk(
                  inline.getTypeCondition() == null
                      ? type
                      : type(inline.getTypeCondition().getName()),
                  inline.getSelectionSet());
          case FragmentSpread spread -> {
            var fragment = Objects.requireNonNull(operation.fragments().get(spread.getName()));
            var condition = fragment.getTypeCondition().getName();
            if (seen.add(new Place(spread.getName(), condition))) {
              walk(type(condition), fragment.getSelectionSet());
            }
          }
          default -> throw new IllegalStateException("No selection: " + selection);
        }
      }
    }

    private void field(GraphQLNamedOutputType type, Field field) {
      if (!(type instanceof GraphQLFieldsContainer container)
          || Introspection.isIntrospectionTypes(type)
          || field.getName().startsWith("__")) {
        return;
      }
      var definition = Objects.requireNonNull(container.getField(field.getName()));
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
                              values(definition, field)),
                      viewer));
      walk(
          (GraphQLNamedOutputType) GraphQLTypeUtil.unwrapAll(definition.getType()),
          field.getSelectionSet());
    }

    private GraphQLNamedOutputType type(String name) {
      return (GraphQLNamedOutputType) Objects.requireNonNull(operation.schema().getType(name));
    }

    private boolean isIncluded(DirectivesContainer<?> selection) {
      return selection.getDirectives().isEmpty()
          || CONDITIONS.shouldInclude(
              selection, operation.variables().toMap(), operation.schema(), operation.context());
    }

    private Map<String, @Nullable Object> values(GraphQLFieldDefinition definition, Field field) {
      try {
        return ValuesResolver.getArgumentValues(
            operation.schema().getCodeRegistry(),
            definition.getArguments(),
            field.getArguments(),
            operation.variables(),
            operation.context(),
            operation.input().getLocale());
      } catch (RuntimeException unfit) {
        if (unfit instanceof GraphQLError) {
          throw RequestException.badInput("%s", String.valueOf(unfit.getMessage()));
        }
        throw unfit;
      }
    }
  }
}
