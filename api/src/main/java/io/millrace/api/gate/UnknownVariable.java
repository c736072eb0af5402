package io.millrace.api.gate;

import static graphql.Directives.IncludeDirective;

import graphql.execution.CoercedVariables;
import graphql.language.DirectivesContainer;
import graphql.language.VariableReference;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes the place of a variable's value where an operation is judged before anybody has sent it.
 *
 * <p>It may stand for an input object, which graphql-java insists to be a map, with one entry where
 * the object is a {@code @oneOf}: so it is one, and its key is no field's name.
 */
public final class UnknownVariable extends AbstractMap<String, Object> {

  private final String name;

  /**
   * @param name the variable's name, without the dollar sign
   */
  public UnknownVariable(String name) {
    this.name = name;
  }

  /** The variable's name, without the dollar sign. */
  public String name() {
    return name;
  }

  /**
   * The variables by which a selection is left out or not; unknown ones let it stay.
   *
   * @param found is told of each unknown one
   */
  public static Map<String, Object> conditions(
      CoercedVariables variables,
      DirectivesContainer<?> selection,
      Consumer<UnknownVariable> found) {
    var known = new HashMap<>(variables.toMap());
    for (var directive : selection.getDirectives()) {
      var condition = directive.getArgument("if");
      if (condition != null
          && condition.getValue() instanceof VariableReference reference
          && known.get(reference.getName()) instanceof UnknownVariable unknown) {
        found.accept(unknown);
        known.put(unknown.name(), directive.getName().equals(IncludeDirective.getName()));
      }
    }
    return known;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return Set.of(Map.entry("$" + name, true));
  }
}
