package io.millrace.api.gate;

import graphql.execution.conditional.ConditionalNodes;
import graphql.introspection.Introspection;
import graphql.language.DirectivesContainer;
import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields that an operation selects and that are not skipped, the outer before the inner,
 * for checks that look at each of them: those of a fragment once, and none of the introspection's.
 * Where nothing is skipped on a condition, the fields are the same at each request, and kept with
 * the document.
 */
final class SelectedFields {

  private static final ConditionalNodes CONDITIONS = new ConditionalNodes();

  private final Operation operation;
  private final List<SelectedField> found = new ArrayList<>();
  private final Set<String> fragments = new HashSet<>();
  private boolean conditional;

  /** The fields of every request; none where they depend on its variables. */
  private record Kept(Optional<List<SelectedField>> fields) {}

  private SelectedFields(Operation operation) {
    this.operation = operation;
  }

  static List<SelectedField> of(Operation operation) {
    return operation
        .notes()
        .get(Kept.class, () -> kept(operation))
        .fields()
        .orElseGet(() -> new SelectedFields(operation).walk());
  }

  private static Kept kept(Operation operation) {
    var selected = new SelectedFields(operation);
    var fields = selected.walk();
    return new Kept(selected.conditional ? Optional.empty() : Optional.of(fields));
  }

  private List<SelectedField> walk() {
    walk(operation.root(), operation.definition().getSelectionSet());
    return List.copyOf(found);
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
          if (fragments.add(spread.getName())) {
            var fragment = Objects.requireNonNull(operation.fragments().get(spread.getName()));
            walk(type(fragment.getTypeCondition().getName()), fragment.getSelectionSet());
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
    for (var owner : objects(container)) {
      found.add(new SelectedField(owner, definition(owner, field), field));
    }
    walk(
        (GraphQLNamedOutputType) GraphQLTypeUtil.unwrapAll(definition(container, field).getType()),
        field.getSelectionSet());
  }

  private static GraphQLFieldDefinition definition(GraphQLFieldsContainer type, Field field) {
    return Objects.requireNonNull(type.getField(field.getName()));
  }

  private List<GraphQLObjectType> objects(GraphQLFieldsContainer type) {
    return switch ((GraphQLCompositeType) type) {
      case GraphQLObjectType object -> List.of(object);
      case GraphQLInterfaceType face -> operation.schema().getImplementations(face);
      default -> throw new IllegalStateException("No type with fields: " + type);
    };
  }

  private GraphQLNamedOutputType type(String name) {
    return (GraphQLNamedOutputType) Objects.requireNonNull(operation.schema().getType(name));
  }

  private boolean isIncluded(DirectivesContainer<?> selection) {
    if (selection.getDirectives().isEmpty()) {
      return true;
    }
    conditional = true;
    return CONDITIONS.shouldInclude(
        selection,
        UnknownVariable.conditions(operation.variables(), selection, _ -> {}),
        operation.schema(),
        operation.context());
  }
}
