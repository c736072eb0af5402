package io.millrace.schema.catalog;

import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.VersionNames;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when elements are deprecated, which GraphQL's own directive does not say: since the first
 * version that was released with it, or else since the newest one.
 */
final class DeprecationDates {

  private final List<String> versions;
  private final Map<String, Set<String>> released = new HashMap<>();

  /**
   * @param versions those that are declared, the oldest first
   * @param released the released SDL by version
   */
  DeprecationDates(List<String> versions, Map<String, TypeDefinitionRegistry> released) {
    this.versions = versions;
    released.forEach((version, sdl) -> this.released.put(version, deprecated(sdl)));
  }

  /**
   * The days by coordinate.
   *
   * @param ending by coordinate the version that has an element no more
   */
  Map<String, LocalDate> of(TypeDefinitionRegistry published, Map<String, String> ending) {
    if (versions.isEmpty()) {
      return Map.of();
    }
    var dates = new HashMap<String, LocalDate>();
    for (var coordinate : deprecated(published)) {
      var since =
          ending.containsKey(coordinate)
              ? ending.get(coordinate)
              : versions.stream()
                  .filter(version -> released.getOrDefault(version, Set.of()).contains(coordinate))
                  .findFirst()
                  .orElse(versions.getLast());
      dates.put(coordinate, ApiVersion.firstDay(since));
    }
    return dates;
  }

  private static Set<String> deprecated(TypeDefinitionRegistry sdl) {
    var found = new HashSet<String>();
    for (var type : sdl.types().values()) {
      switch (type) {
        case ImplementingTypeDefinition<?> fields ->
            fields.getFieldDefinitions().forEach(field -> field(type.getName(), field, found));
        case InputObjectTypeDefinition input ->
            input
                .getInputValueDefinitions()
                .forEach(field -> note(type.getName() + "." + field.getName(), field, found));
        case EnumTypeDefinition values ->
            values
                .getEnumValueDefinitions()
                .forEach(value -> note(type.getName() + "." + value.getName(), value, found));
        default -> {
          // Nothing in it can be deprecated.
        }
      }
    }
    return found;
  }

  private static void field(String type, FieldDefinition field, Set<String> found) {
    note(type + "." + field.getName(), field, found);
    for (InputValueDefinition argument : field.getInputValueDefinitions()) {
      note(VersionNames.argument(type, field.getName(), argument.getName()), argument, found);
    }
  }

  private static <T extends DirectivesContainer<?> & NamedNode<?>> void note(
      String coordinate, T element, Set<String> found) {
    if (element.hasDirective("deprecated")) {
      found.add(coordinate);
    }
  }
}
