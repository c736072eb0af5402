package io.millrace.api.gate;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

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

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return Set.of(Map.entry("$" + name, true));
  }
}
