package io.millrace.schema.catalog;

import static java.util.stream.Collectors.groupingBy;

import graphql.language.EnumValueDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import io.millrace.schema.catalog.VersionedElements.Element;
import io.millrace.schema.version.ApiVersion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that in each version the elements that it has fit together. */
final class VersionCheck {

  private final Sdl sdl;
  private final List<String> versions;
  private final List<Element> elements;
  private final Map<String, Element> types = new LinkedHashMap<>();
  private final Problems problems;

  /**
   * @param versions those that are declared, the oldest first
   */
  VersionCheck(Sdl sdl, List<String> versions, Problems problems) {
    this.sdl = sdl;
    this.versions = versions;
    this.problems = problems;
    this.elements = VersionedElements.of(sdl);
    elements.stream()
        .filter(element -> element.owner() == null)
        .forEach(type -> types.put(type.name(), type));
  }

  void run() {
    elements.forEach(this::span);
    if (problems.any()) {
      return; // what follows reckons with dates that make sense
    }
    versions.forEach(this::version);
    elements.forEach(this::required);
    elements.stream()
        .filter(element -> element.node() instanceof EnumValueDefinition)
        .forEach(this::fallback);
    elements.forEach(this::members);
    engineNames();
  }

  private void span(Element element) {
    Stream.of("since", "until", "requiredSince").forEach(directive -> named(element, directive));
    var lifetime = element.lifetime();
    if (lifetime.since() != null
        && lifetime.until() != null
        && lifetime.until().compareTo(lifetime.since()) <= 0) {
      problems.at(
          element.node(),
          "`%s` ends with %s before it begins with %s"
              .formatted(element.coordinate(), lifetime.until(), lifetime.since()),
          "Let `@until` name a later version than `@since`, or take the element away.");
    }
  }

  private void named(Element element, String directive) {
    Applied.text(element.node(), directive, "version")
        .ifPresent(
            version -> {
              if (!ApiVersion.isName(version)) {
                problems.at(
                    element.node(),
                    "`%s` of `%s` names `%s`, which is no version"
                        .formatted("@" + directive, element.coordinate(), version),
                    "A version is named after its month: `2026-11`.");
              } else if (!versions.contains(version)) {
                problems.at(
                    element.node(),
                    "`%s` of `%s` names the version %s, which is not declared"
                        .formatted("@" + directive, element.coordinate(), version),
                    "Declare it: `extend schema @apiVersion(name: \"%s\")`.%s"
                        .formatted(
                            version,
                            versions.isEmpty()
                                ? ""
                                : " Declared are: %s.".formatted(String.join(", ", versions))));
              }
            });
  }

  private void version(String version) {
    var present = elements.stream().filter(element -> element.isIn(version)).toList();
    present.forEach(element -> typed(element, version));
    present.stream()
        .collect(
            groupingBy(
                element ->
                    List.of(
                        element.owner() == null ? "" : element.owner().coordinate(),
                        element.published())))
        .values()
        .forEach(same -> unique(same, version));
    present.stream()
        .filter(type -> type.owner() == null)
        .forEach(type -> filled(type, present, version));
  }

  private void typed(Element element, String version) {
    if (element.type() == null) {
      return;
    }
    var type = types.get(TypeRef.of(element.type()).name());
    if (type != null && !type.isIn(version)) {
      problems.at(
          element.node(),
          "`%s` is in %s, and its type %s is not"
              .formatted(element.coordinate(), version, type.name()),
          "Give both the same `@since` and `@until`, or let the type live longer.");
    }
  }

  private void unique(List<Element> same, String version) {
    var first = same.getFirst();
    if (same.size() > 1) {
      problems.at(
          same.getLast().node(),
          "`%s` and `%s` are both called `%s` in %s"
              .formatted(
                  first.coordinate(), same.getLast().coordinate(), first.published(), version),
          "Let the one end with `@until` where the other begins with `@since`.");
    } else if (first.owner() == null
        && !first.published().equals(first.name())
        && !types.containsKey(first.published())
        && sdl.registry().getTypeOrNull(first.published()) != null) {
      problems.at(
          first.node(),
          "`%s` is called `%s`, as a type of the platform is"
              .formatted(first.coordinate(), first.published()),
          "Choose another name.");
    }
  }

  private void filled(Element type, List<Element> present, String version) {
    if (type.node() instanceof ScalarTypeDefinition) {
      return;
    }
    boolean empty =
        type.node() instanceof UnionTypeDefinition union
            ? memberNames(union).noneMatch(name -> isIn(name, version))
            : present.stream().noneMatch(part -> type.equals(part.owner()));
    if (empty) {
      problems.at(
          type.node(),
          "`%s` has nothing in it in %s".formatted(type.coordinate(), version),
          "Let it begin with the first of its parts, and end with the last.");
    }
  }

  private boolean isIn(String type, String version) {
    var known = types.get(type);
    return known == null || known.isIn(version);
  }

  private static Stream<String> memberNames(UnionTypeDefinition union) {
    return union.getMemberTypes().stream().map(member -> TypeRef.of(member).name());
  }

  private void required(Element element) {
    if (!(element.node() instanceof InputValueDefinition input)
        || !(input.getType() instanceof NonNullType)
        || input.getDefaultValue() != null) {
      return;
    }
    var owner = Objects.requireNonNull(element.owner());
    var whole = owner.owner() == null ? owner.lifetime() : since(owner);
    if (element.lifetime().beginsAfter(whole)) {
      var since = String.valueOf(element.lifetime().since());
      problems.at(
          element.node(),
          "`%s` is required and new in %s, and clients of older versions don't send it"
              .formatted(element.coordinate(), since),
          "Write its type without the last `!`, and `@requiredSince(version: \"%s\")`."
              .formatted(since));
    }
    Applied.text(input, "requiredSince", "version")
        .ifPresent(
            since ->
                problems.at(
                    element.node(),
                    "`%s` is required in every version, not only since %s"
                        .formatted(element.coordinate(), since),
                    "Write its type without the last `!`."));
  }

  /** When a field begins, which is not before its type does. */
  private static Lifetime since(Element field) {
    var owner = Objects.requireNonNull(field.owner()).lifetime();
    return field.lifetime().beginsAfter(owner) ? field.lifetime() : owner;
  }

  private void fallback(Element value) {
    var type = Objects.requireNonNull(value.owner());
    var without =
        versions.stream()
            .filter(type::isIn)
            .filter(version -> value.lifetime().since() != null)
            .filter(version -> version.compareTo(String.valueOf(value.lifetime().since())) < 0)
            .toList();
    if (without.isEmpty() || !isAnswered(type.name())) {
      return;
    }
    var fallback = Applied.text(value.node(), "since", "fallback");
    var shown =
        fallback.flatMap(
            name ->
                elements.stream()
                    .filter(other -> type.equals(other.owner()) && other.name().equals(name))
                    .findFirst());
    var lacking =
        without.stream()
            .filter(version -> shown.filter(other -> other.isIn(version)).isEmpty())
            .findFirst();
    if (fallback.isEmpty()) {
      problems.at(
          value.node(),
          "`%s` is new in %s, and older versions have nothing to show in its place"
              .formatted(value.coordinate(), value.lifetime().since()),
          "Name an older value: `@since(version: \"%s\", fallback: \"…\")`."
              .formatted(value.lifetime().since()));
    } else if (lacking.isPresent()) {
      problems.at(
          value.node(),
          "`%s` falls back to `%s`, which %s does not have"
              .formatted(value.coordinate(), fallback.get(), lacking.get()),
          "Name a value that every older version has.");
    }
  }

  /** Whether a field that clients see gives values of the enum. */
  private boolean isAnswered(String type) {
    return sdl.domainFields()
        .filter(field -> !field.has("inaccessible"))
        .anyMatch(field -> field.type().name().equals(type));
  }

  /** Where a union or interface has a member in some versions only, the others meet a null. */
  private void members(Element element) {
    var type = element.type();
    if (type == null || element.node() instanceof InputValueDefinition || !innermostNonNull(type)) {
      return;
    }
    var wide = TypeRef.of(type).name();
    for (var member : possible(wide)) {
      var missing = missing(element, wide, member);
      missing.ifPresent(
          version ->
              problems.at(
                  member.node(),
                  "`%s` is no part of %s, where `%s: %s` may meet it and can't be null"
                      .formatted(
                          member.name(), version, element.coordinate(), TypeRef.of(type).text()),
                  "Let that field be nullable, or begin a new one for what has `%s` in it."
                      .formatted(member.name())));
    }
  }

  private Optional<String> missing(Element field, String wide, Element member) {
    return versions.stream()
        .filter(field::isIn)
        .filter(version -> isIn(wide, version) && !member.isIn(version))
        .findFirst();
  }

  private List<Element> possible(String wide) {
    var union = sdl.registry().getType(wide, UnionTypeDefinition.class);
    return types.values().stream()
        .filter(
            type ->
                union.map(known -> memberNames(known).anyMatch(type.name()::equals)).orElse(false)
                    || sdl.object(type.name())
                        .filter(
                            object ->
                                object.getImplements().stream()
                                    .anyMatch(face -> TypeRef.of(face).name().equals(wide)))
                        .isPresent())
        .toList();
  }

  private static boolean innermostNonNull(Type<?> type) {
    return switch (type) {
      case NonNullType nonNull ->
          nonNull.getType() instanceof TypeName || innermostNonNull(nonNull.getType());
      case ListType list -> innermostNonNull(list.getType());
      default -> false;
    };
  }

  /** The engine reads these parts of a selection by their names. */
  private void engineNames() {
    var known = new HashSet<String>();
    sdl.domainObjects()
        .filter(type -> sdl.isConnection(type.getName()))
        .forEach(
            type -> {
              known.add(type.getName());
              below(type.getName(), "facets", known);
              below(type.getName(), "edges", known)
                  .ifPresent(edge -> below(edge, "highlights", known));
            });
    elements.stream()
        .filter(element -> !element.published().equals(element.name()))
        .filter(element -> element.owner() != null && known.contains(element.owner().coordinate()))
        .forEach(
            element ->
                problems.at(
                    element.node(),
                    "`%s` is a part of a connection, whose names are given"
                        .formatted(element.coordinate()),
                    "Take `@as` away."));
  }

  private Optional<String> below(String type, String field, Set<String> known) {
    var target = sdl.field(type, field).map(found -> found.type().name());
    target.ifPresent(known::add);
    return target;
  }
}
