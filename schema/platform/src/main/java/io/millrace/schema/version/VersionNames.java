package io.millrace.schema.version;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the names that a version publishes and those that stand in the SDL belong together. Two
 * definitions may share a published name in different versions; their names in the SDL differ, and
 * the platform and the domain's code know them by these.
 */
public final class VersionNames {

  private final Map<String, String> declared;
  private final Map<String, String> publishedTypes;
  private final Set<String> absentTypes;
  private final Map<String, Map<String, String>> fallbacks;

  /**
   * @param declared the last part of an element's name in the SDL by its published coordinate
   *     ({@code Type}, {@code Type.member}, {@code Type.field(argument:)}), where the two differ
   * @param absentTypes the types of the SDL that the version does not have
   * @param fallbacks by the enum's published name, and by each value that the version does not
   *     have: the value that it shows in its place, both as in the SDL
   */
  public VersionNames(
      Map<String, String> declared,
      Set<String> absentTypes,
      Map<String, Map<String, String>> fallbacks) {
    this.declared = Map.copyOf(declared);
    this.publishedTypes =
        declared.entrySet().stream()
            .filter(entry -> entry.getKey().indexOf('.') < 0)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    this.absentTypes = Set.copyOf(absentTypes);
    var values = new HashMap<String, Map<String, String>>();
    fallbacks.forEach((type, shown) -> values.put(type, Map.copyOf(shown)));
    this.fallbacks = Map.copyOf(values);
  }

  /** The name in the SDL of a type that the version publishes. */
  public String declaredType(String published) {
    return declared.getOrDefault(published, published);
  }

  /** The name in the SDL of a field, input field or enum value of a published type. */
  public String declaredMember(String publishedType, String published) {
    return renames()
        ? declared.getOrDefault(publishedType + "." + published, published)
        : published;
  }

  /** The name in the SDL of an argument of a published field. */
  public String declaredArgument(String publishedType, String publishedField, String published) {
    return renames()
        ? declared.getOrDefault(argument(publishedType, publishedField, published), published)
        : published;
  }

  /** The name under which the version publishes a type of the SDL; absent where it does not. */
  public Optional<String> publishedType(String declaredName) {
    return absentTypes.contains(declaredName)
        ? Optional.empty()
        : Optional.of(publishedTypes.getOrDefault(declaredName, declaredName));
  }

  /** What a published enum shows for values that the version does not have, as in the SDL. */
  public Map<String, String> fallbacks(String publishedEnum) {
    return fallbacks.getOrDefault(publishedEnum, Map.of());
  }

  /** Whether any name differs at all. */
  public boolean renames() {
    return !declared.isEmpty();
  }

  /** The types of the SDL that the version does not have. */
  public Set<String> absentTypes() {
    return absentTypes;
  }

  /** The coordinate of an argument, as the GraphQL specification writes it. */
  public static String argument(String type, String field, String argument) {
    return "%s.%s(%s:)".formatted(type, field, argument);
  }
}
