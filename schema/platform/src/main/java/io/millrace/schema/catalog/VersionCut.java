package io.millrace.schema.catalog;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NamedNode;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.language.Value;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.schema.version.VersionNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SDL as one version has it: without what begins later or has ended, under the names of that
 * version. What a later version has no more is deprecated in it. Changes nothing but what it gives.
 */
final class VersionCut {

  private final Sdl sdl;
  private final String version;
  private final Map<String, String> declared = new HashMap<>();
  private final Set<String> absentTypes = new HashSet<>();
  private final Map<String, Map<String, String>> fallbacks = new HashMap<>();
  private final Map<String, String> ending = new HashMap<>();

  /**
   * What there is of an SDL in a version.
   *
   * @param ending by the published coordinate of what a later version has no more: that version
   */
  record View(Sdl sdl, VersionNames names, Map<String, String> ending) {}

  private VersionCut(Sdl sdl, String version) {
    this.sdl = sdl;
    this.version = version;
  }

  /** The view of an SDL that is free of mistakes about versions. */
  static View of(Sdl sdl, String version) {
    var cut = new VersionCut(sdl, version);
    var view = cut.cut();
    return new View(
        view, new VersionNames(cut.declared, cut.absentTypes, cut.fallbacks), cut.ending);
  }

  /** The name under which the versions publish an element that have it. */
  static <T extends DirectivesContainer<?> & NamedNode<?>> String publishedName(T element) {
    return Applied.text(element, "as", "name").orElse(element.getName());
  }

  private Sdl cut() {
    var all = new ArrayList<TypeDefinition<?>>();
    sdl.registry().types().values().forEach(all::add);
    sdl.registry().scalars().values().forEach(all::add);
    all.stream().filter(type -> !isPresent(type)).forEach(type -> absentTypes.add(type.getName()));
    var view = new TypeDefinitionRegistry();
    sdl.registry().schemaDefinition().ifPresent(view::add);
    sdl.registry().getDirectiveDefinitions().values().forEach(view::add);
    all.stream().filter(this::isPresent).forEach(type -> view.add(type(type)));
    return new Sdl(view);
  }

  private boolean isPresent(DirectivesContainer<?> element) {
    return Lifetime.of(element).contains(version);
  }

  private SDLDefinition<?> type(TypeDefinition<?> type) {
    return switch (type) {
      case ObjectTypeDefinition object -> {
        var name = renamed(object, null);
        yield object.transform(
            to ->
                to.name(name)
                    .implementz(present(object.getImplements()))
                    .fieldDefinitions(fields(object.getFieldDefinitions(), name)));
      }
      case InterfaceTypeDefinition face -> {
        var name = renamed(face, null);
        yield face.transform(
            to ->
                to.name(name)
                    .implementz(present(face.getImplements()))
                    .definitions(fields(face.getFieldDefinitions(), name)));
      }
      case UnionTypeDefinition union -> {
        var name = renamed(union, null);
        yield union.transform(to -> to.name(name).memberTypes(present(union.getMemberTypes())));
      }
      case EnumTypeDefinition values -> {
        var name = renamed(values, null);
        yield values.transform(to -> to.name(name).enumValueDefinitions(values(values, name)));
      }
      case InputObjectTypeDefinition input -> {
        var name = renamed(input, null);
        yield input.transform(
            to ->
                to.name(name)
                    .inputValueDefinitions(inputs(input.getInputValueDefinitions(), name + ".%s")));
      }
      case ScalarTypeDefinition scalar -> scalar;
      default -> throw new IllegalStateException("No type: " + type);
    };
  }

  /** The published name, which is noted where it is another. */
  private <T extends DirectivesContainer<?> & NamedNode<?>> String renamed(
      T element, @Nullable String coordinate) {
    var name = publishedName(element);
    if (!name.equals(element.getName())) {
      declared.put(coordinate == null ? name : coordinate.formatted(name), element.getName());
    }
    return name;
  }

  @SuppressWarnings("rawtypes") // graphql-java's lists of types are raw
  private List<Type> present(List<Type> types) {
    return types.stream()
        .filter(type -> !absentTypes.contains(((TypeName) type).getName()))
        .<Type>map(this::reference)
        .toList();
  }

  private List<FieldDefinition> fields(List<FieldDefinition> fields, String owner) {
    return fields.stream()
        .filter(this::isPresent)
        .map(
            field -> {
              var name = renamed(field, owner + ".%s");
              return field.transform(
                  to ->
                      to.name(name)
                          .type(reference(field.getType()))
                          .inputValueDefinitions(
                              inputs(
                                  field.getInputValueDefinitions(),
                                  VersionNames.argument(owner, name, "%s")))
                          .directives(
                              ending(
                                  field,
                                  owner + "." + name,
                                  sized(field),
                                  fields,
                                  next -> "`%s: %s`".formatted(name, printed(next.getType())))));
            })
        .toList();
  }

  private List<EnumValueDefinition> values(EnumTypeDefinition type, String name) {
    var present = new ArrayList<EnumValueDefinition>();
    for (var value : type.getEnumValueDefinitions()) {
      if (isPresent(value)) {
        var published = renamed(value, name + ".%s");
        present.add(
            value.transform(
                to ->
                    to.name(published)
                        .directives(
                            ending(
                                value,
                                name + "." + published,
                                value.getDirectives(),
                                type.getEnumValueDefinitions(),
                                next -> "`%s`".formatted(next.getName())))));
      } else {
        Applied.text(value, "since", "fallback")
            .ifPresent(
                shown ->
                    fallbacks
                        .computeIfAbsent(name, _ -> new HashMap<>())
                        .put(value.getName(), shown));
      }
    }
    return present;
  }

  private List<InputValueDefinition> inputs(List<InputValueDefinition> inputs, String coordinate) {
    return inputs.stream()
        .filter(this::isPresent)
        .map(
            input -> {
              var name = renamed(input, coordinate);
              var type = reference(input.getType());
              boolean required =
                  Applied.text(input, "requiredSince", "version")
                      .filter(since -> since.compareTo(version) <= 0)
                      .isPresent();
              var needed = required ? NonNullType.newNonNullType(type).build() : type;
              return input.transform(
                  to ->
                      to.name(name)
                          .type(needed)
                          .directives(
                              // GraphQL lets nothing be deprecated that must be given.
                              needed instanceof NonNullType && input.getDefaultValue() == null
                                  ? input.getDirectives()
                                  : ending(
                                      input,
                                      coordinate.formatted(name),
                                      input.getDirectives(),
                                      inputs,
                                      next ->
                                          "`%s: %s`".formatted(name, printed(next.getType())))));
            })
        .toList();
  }

  private interface Description<T> {
    String of(T successor);
  }

  /** Adds to an element's directives that it is deprecated, where a later version lacks it. */
  private <T extends DirectivesContainer<?> & NamedNode<?>> List<Directive> ending(
      T element,
      String coordinate,
      List<Directive> directives,
      List<T> siblings,
      Description<T> description) {
    var until = Lifetime.of(element).until();
    if (until == null) {
      return directives;
    }
    ending.put(coordinate, until);
    if (element.hasDirective("deprecated")) {
      return directives; // with a reason of its own
    }
    var reason =
        siblings.stream()
            .filter(sibling -> Lifetime.of(sibling).contains(until))
            .filter(sibling -> publishedName(sibling).equals(publishedName(element)))
            .findFirst()
            .map(next -> "From %s on it is %s.".formatted(until, description.of(next)))
            .orElse("From %s on it is no more.".formatted(until));
    var all = new ArrayList<>(directives);
    all.add(
        Directive.newDirective()
            .name("deprecated")
            .argument(Argument.newArgument("reason", StringValue.of(reason)).build())
            .build());
    return all;
  }

  /** The field's directives, {@code @listSize} with the published names of its arguments. */
  private static List<Directive> sized(FieldDefinition field) {
    var names = new HashMap<String, String>();
    field
        .getInputValueDefinitions()
        .forEach(argument -> names.put(argument.getName(), publishedName(argument)));
    return field.getDirectives().stream()
        .map(
            directive ->
                directive.getName().equals("listSize") ? sized(directive, names) : directive)
        .toList();
  }

  private static Directive sized(Directive listSize, Map<String, String> names) {
    return listSize.transform(
        to ->
            to.arguments(
                listSize.getArguments().stream()
                    .map(
                        argument ->
                            argument.getName().equals("slicingArguments")
                                ? argument.transform(
                                    with -> with.value(sized(argument.getValue(), names)))
                                : argument)
                    .toList()));
  }

  @SuppressWarnings("rawtypes") // graphql-java's list of values is raw
  private static Value<?> sized(Value<?> value, Map<String, String> names) {
    return switch (value) {
      case StringValue text -> {
        var name = Objects.requireNonNull(text.getValue());
        yield StringValue.of(names.getOrDefault(name, name));
      }
      case ArrayValue list ->
          list.transform(
              to ->
                  to.values(
                      list.getValues().stream()
                          .<Value>map(element -> sized(element, names))
                          .toList()));
      default -> value;
    };
  }

  private String printed(Type<?> type) {
    return AstPrinter.printAst(reference(type));
  }

  /** A reference to a type by its published name. */
  private Type<?> reference(Type<?> type) {
    return switch (type) {
      case NonNullType nonNull -> nonNull.transform(to -> to.type(reference(nonNull.getType())));
      case ListType list -> list.transform(to -> to.type(reference(list.getType())));
      case TypeName named -> {
        var name =
            sdl.registry()
                .getType(named)
                .map(definition -> Applied.text(definition, "as", "name").orElse(named.getName()))
                .orElse(named.getName());
        yield named.transform(to -> to.name(name));
      }
      default -> throw new IllegalStateException("No type: " + type);
    };
  }
}
