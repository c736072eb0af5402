package io.millrace.api.gate;

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
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an operation selects and that are not skipped, for checks that look at each of
 * them: those of a fragment once for each type, and none of the introspection's.
 */
public final class SelectedFields {

  private static final ConditionalNodes CONDITIONS = new ConditionalNodes();

  private final Operation operation;
  private final Visitor visitor;
  private final Set<Place> seen = new HashSet<>();

  /** Looks at a field. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * @param owner the type that the field is selected on, perhaps an interface
     */
    void visit(GraphQLFieldsContainer owner, GraphQLFieldDefinition definition, Field field);
  }

  private record Place(String fragment, String type) {}

  private SelectedFields(Operation operation, Visitor visitor) {
    this.operation = operation;
    this.visitor = visitor;
  }

  /** Shows a visitor each field, the outer before the inner. */
  public static void forEach(Operation operation, Visitor visitor) {
    var schema = operation.schema();
    var root =
        switch (operation.definition().getOperation()) {
          case QUERY -> schema.getQueryType();
          case MUTATION -> schema.getMutationType();
          case SUBSCRIPTION -> schema.getSubscriptionType();
        };
    new SelectedFields(operation, visitor)
        .walk(Objects.requireNonNull(root), operation.definition().getSelectionSet());
  }

  /**
   * A field's arguments with their values, coerced, defaults included.
   *
   * @throws RequestException where they don't fit
   */
  public static Map<String, @Nullable Object> arguments(
      Operation operation, GraphQLFieldDefinition definition, Field field) {
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

  private void walk(GraphQLNamedOutputType type, @Nullable SelectionSet selections) {
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
    visitor.visit(container, definition, field);
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
}
