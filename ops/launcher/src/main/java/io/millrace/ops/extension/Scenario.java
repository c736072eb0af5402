package io.millrace.ops.extension;

import java.util.ArrayList;

/**
 * One operation that is asked again and again with other variables. Written as a GraphQL file that
 * begins with comments:
 *
 * <pre>
 * # scenario: product page
 * # as: staff
 * # variables: select json_build_object('slug', slug) as variables from product order by id
 * query ProductPage($slug: String!) { … }
 * </pre>
 *
 * <p>A value {@code "gid:Product:7"} of the variables stands for a global id. The rows' order is
 * their popularity: the first are asked for most. The statement of a mutation has a column {@code
 * changes} too, which names the document that is then derived anew: {@code 'Product:' || id}. A
 * column {@code subject} says whose request it is where the caller's role is several people's.
 *
 * @param name as it is reported
 * @param caller the {@link TokenRole} of those who ask; empty where nobody in particular does
 * @param variables the statement that gives them
 * @param document the operation
 */
public record Scenario(String name, String caller, String variables, String document) {

  private static final String NAME = "scenario:";
  private static final String CALLER = "as:";
  private static final String VARIABLES = "variables:";

  /**
   * Reads a scenario.
   *
   * @param file its name in messages
   * @throws IllegalArgumentException when a line of the header is missing
   */
  public static Scenario parse(String file, String text) {
    var caller = "";
    var header = new ArrayList<String>();
    for (var line : text.lines().takeWhile(each -> each.startsWith("#")).toList()) {
      var said = line.substring(1).strip();
      if (said.startsWith(CALLER)) {
        caller = said.substring(CALLER.length()).strip();
      } else {
        header.add(said);
      }
    }
    var joined = String.join(" ", header);
    int name = joined.indexOf(NAME);
    int variables = joined.indexOf(VARIABLES);
    if (name < 0 || variables < name) {
      throw new IllegalArgumentException(
          "%s must begin with '# scenario: <name>' and '# variables: select …'".formatted(file));
    }
    return new Scenario(
        joined.substring(name + NAME.length(), variables).strip(),
        caller,
        joined.substring(variables + VARIABLES.length()).strip(),
        text);
  }

  /** Whether it changes something. */
  public boolean isMutation() {
    return document.lines().anyMatch(line -> line.startsWith("mutation"));
  }
}
