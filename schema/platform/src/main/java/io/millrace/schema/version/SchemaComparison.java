package io.millrace.schema.version;

import graphql.language.AbstractDescribedNode;
import graphql.language.AstPrinter;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.language.Value;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.schema.constraint.Constraint;
import io.millrace.schema.version.SchemaChange.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What changes between two published schemas, by the rules of GraphQL's reference implementation
 * (graphql-js, {@code findBreakingChanges}), with one difference: an optional argument or input
 * field that is new is safe, since no client sends it. Of constraints those rules know nothing.
 */
public final class SchemaComparison {

  private final List<SchemaChange> changes = new ArrayList<>();

  private SchemaComparison() {}

  /** The changes from an older schema to a newer one, breaking ones first. */
  public static List<SchemaChange> between(
      TypeDefinitionRegistry older, TypeDefinitionRegistry newer) {
    var comparison = new SchemaComparison();
    comparison.types(types(older), types(newer));
    comparison.directives(older, newer);
    return comparison.changes.stream()
        .sorted(Comparator.comparing(SchemaChange::effect).thenComparing(SchemaChange::coordinate))
        .toList();
  }

  private static Map<String, TypeDefinition<?>> types(TypeDefinitionRegistry registry) {
    var types = new TreeMap<String, TypeDefinition<?>>();
    registry.types().forEach(types::put);
    registry.scalars().values().stream()
        .filter(scalar -> !ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName()))
        .forEach(scalar -> types.put(scalar.getName(), scalar));
    return types;
  }

  private void types(Map<String, TypeDefinition<?>> older, Map<String, TypeDefinition<?>> newer) {
    older.forEach(
        (name, before) -> {
          var after = newer.get(name);
          if (after == null) {
            add(Effect.BREAKING, name, "The type `%s` is gone".formatted(name), null);
          } else if (!kind(before).equals(kind(after))) {
            add(
                Effect.BREAKING,
                name,
                "`%s` was %s and is %s".formatted(name, kind(before), kind(after)),
                after);
          } else {
            type(before, after);
          }
        });
    newer.forEach(
        (name, after) -> {
          if (!older.containsKey(name)) {
            add(Effect.SAFE, name, "The type `%s` is new".formatted(name), after);
          }
        });
  }

  private static String kind(TypeDefinition<?> type) {
    return switch (type) {
      case ObjectTypeDefinition _ -> "an object";
      case InterfaceTypeDefinition _ -> "an interface";
      case UnionTypeDefinition _ -> "a union";
      case EnumTypeDefinition _ -> "an enum";
      case InputObjectTypeDefinition _ -> "an input object";
      case ScalarTypeDefinition _ -> "a scalar";
      default -> throw new IllegalStateException("No type: " + type);
    };
  }

  private void type(TypeDefinition<?> before, TypeDefinition<?> after) {
    switch (after) {
      case ImplementingTypeDefinition<?> now -> {
        var then = (ImplementingTypeDefinition<?>) before;
        interfaces(then, now);
        fields(then, now);
      }
      case UnionTypeDefinition now -> members((UnionTypeDefinition) before, now);
      case EnumTypeDefinition now -> values((EnumTypeDefinition) before, now);
      case InputObjectTypeDefinition now -> {
        var then = (InputObjectTypeDefinition) before;
        if (now.hasDirective("oneOf") && !then.hasDirective("oneOf")) {
          add(
              Effect.BREAKING,
              now.getName(),
              "`%s` takes exactly one of its fields".formatted(now.getName()),
              now);
        }
        inputs(
            then.getInputValueDefinitions(),
            now.getInputValueDefinitions(),
            now,
            name -> now.getName() + "." + name);
      }
      default -> {
        // A scalar has no parts.
      }
    }
  }

  private void interfaces(
      ImplementingTypeDefinition<?> before, ImplementingTypeDefinition<?> after) {
    var then = typeNames(before.getImplements());
    var now = typeNames(after.getImplements());
    then.stream()
        .filter(face -> !now.contains(face))
        .forEach(
            face ->
                add(
                    Effect.BREAKING,
                    after.getName(),
                    "`%s` implements `%s` no more".formatted(after.getName(), face),
                    after));
    now.stream()
        .filter(face -> !then.contains(face))
        .forEach(
            face ->
                add(
                    Effect.DANGEROUS,
                    after.getName(),
                    "`%s` implements `%s` too".formatted(after.getName(), face),
                    after));
  }

  @SuppressWarnings("rawtypes") // graphql-java's lists of members are raw
  private static List<String> typeNames(Collection<? extends Type> types) {
    return types.stream().map(type -> ((TypeName) type).getName()).toList();
  }

  private void members(UnionTypeDefinition before, UnionTypeDefinition after) {
    var then = typeNames(before.getMemberTypes());
    var now = typeNames(after.getMemberTypes());
    then.stream()
        .filter(member -> !now.contains(member))
        .forEach(
            member ->
                add(
                    Effect.BREAKING,
                    after.getName(),
                    "`%s` is no `%s` any more".formatted(member, after.getName()),
                    after));
    now.stream()
        .filter(member -> !then.contains(member))
        .forEach(
            member ->
                add(
                    Effect.DANGEROUS,
                    after.getName(),
                    "`%s` is a new `%s`".formatted(member, after.getName()),
                    after));
  }

  private void values(EnumTypeDefinition before, EnumTypeDefinition after) {
    var then = byName(before.getEnumValueDefinitions());
    var now = byName(after.getEnumValueDefinitions());
    then.forEach(
        (name, value) -> {
          var coordinate = after.getName() + "." + name;
          var kept = now.get(name);
          if (kept == null) {
            add(Effect.BREAKING, coordinate, "The value `%s` is gone".formatted(coordinate), after);
          } else {
            deprecation(coordinate, value, kept);
          }
        });
    now.forEach(
        (name, value) -> {
          if (!then.containsKey(name)) {
            var coordinate = after.getName() + "." + name;
            add(Effect.DANGEROUS, coordinate, "The value `%s` is new".formatted(coordinate), value);
          }
        });
  }

  private void fields(ImplementingTypeDefinition<?> before, ImplementingTypeDefinition<?> after) {
    var then = byName(before.getFieldDefinitions());
    var now = byName(after.getFieldDefinitions());
    then.forEach(
        (name, field) -> {
          var coordinate = after.getName() + "." + name;
          var kept = now.get(name);
          if (kept == null) {
            add(Effect.BREAKING, coordinate, "The field `%s` is gone".formatted(coordinate), after);
          } else {
            field(coordinate, field, kept);
          }
        });
    now.forEach(
        (name, field) -> {
          if (!then.containsKey(name)) {
            var coordinate = after.getName() + "." + name;
            add(Effect.SAFE, coordinate, "The field `%s` is new".formatted(coordinate), field);
          }
        });
  }

  private void field(String coordinate, FieldDefinition before, FieldDefinition after) {
    retyped(
        coordinate,
        before.getType(),
        after.getType(),
        isSafeForOutput(before.getType(), after.getType()),
        after);
    deprecation(coordinate, before, after);
    inputs(
        before.getInputValueDefinitions(),
        after.getInputValueDefinitions(),
        after,
        name -> "%s(%s:)".formatted(coordinate, name));
  }

  private interface Coordinate {
    String of(String name);
  }

  private void inputs(
      List<InputValueDefinition> before,
      List<InputValueDefinition> after,
      AbstractDescribedNode<?> owner,
      Coordinate coordinate) {
    var then = byName(before);
    var now = byName(after);
    then.forEach(
        (name, value) -> {
          var at = coordinate.of(name);
          var kept = now.get(name);
          if (kept == null) {
            add(Effect.BREAKING, at, "`%s` is gone".formatted(at), owner);
          } else {
            input(at, value, kept);
          }
        });
    now.forEach(
        (name, value) -> {
          if (!then.containsKey(name)) {
            var at = coordinate.of(name);
            if (isRequired(value)) {
              add(Effect.BREAKING, at, "`%s` is new and required".formatted(at), value);
            } else {
              add(Effect.SAFE, at, "`%s` is new".formatted(at), value);
            }
          }
        });
  }

  private void input(String coordinate, InputValueDefinition before, InputValueDefinition after) {
    retyped(
        coordinate,
        before.getType(),
        after.getType(),
        isSafeForInput(before.getType(), after.getType()),
        after);
    if (!isRequired(before) && isRequired(after) && before.getType() instanceof NonNullType) {
      add(
          Effect.BREAKING,
          coordinate,
          "`%s` has no default any more and is required".formatted(coordinate),
          after);
    } else if (!Objects.equals(text(before.getDefaultValue()), text(after.getDefaultValue()))) {
      add(
          Effect.DANGEROUS,
          coordinate,
          "The default of `%s` was %s and is %s"
              .formatted(coordinate, text(before.getDefaultValue()), text(after.getDefaultValue())),
          after);
    }
    ConstraintChange.between(coordinate, before, after).ifPresent(changes::add);
    deprecation(coordinate, before, after);
  }

  private static String text(@Nullable Value<?> value) {
    return value == null ? "nothing" : AstPrinter.printAst(value);
  }

  private static boolean isRequired(InputValueDefinition value) {
    return value.getType() instanceof NonNullType && value.getDefaultValue() == null;
  }

  private void retyped(
      String coordinate,
      Type<?> before,
      Type<?> after,
      boolean safe,
      AbstractDescribedNode<?> place) {
    var then = AstPrinter.printAst(before);
    var now = AstPrinter.printAst(after);
    if (!then.equals(now)) {
      add(
          safe ? Effect.SAFE : Effect.BREAKING,
          coordinate,
          "`%s` was of type `%s` and is of type `%s`".formatted(coordinate, then, now),
          place);
    }
  }

  /** Whether whoever reads the older type can read the newer. */
  private static boolean isSafeForOutput(Type<?> before, Type<?> after) {
    if (after instanceof NonNullType now) {
      return isSafeForOutput(
          before instanceof NonNullType then ? then.getType() : before, now.getType());
    }
    return switch (before) {
      case NonNullType _ -> false;
      case ListType then ->
          after instanceof ListType now && isSafeForOutput(then.getType(), now.getType());
      case TypeName then -> after instanceof TypeName now && then.getName().equals(now.getName());
      default -> throw new IllegalStateException("No type: " + before);
    };
  }

  /** Whether whatever was sent for the older type is right for the newer. */
  private static boolean isSafeForInput(Type<?> before, Type<?> after) {
    return switch (before) {
      case NonNullType then ->
          isSafeForInput(then.getType(), after instanceof NonNullType now ? now.getType() : after);
      case ListType then ->
          after instanceof ListType now && isSafeForInput(then.getType(), now.getType());
      case TypeName then -> after instanceof TypeName now && then.getName().equals(now.getName());
      default -> throw new IllegalStateException("No type: " + before);
    };
  }

  private <T extends AbstractDescribedNode<?> & DirectivesContainer<?>> void deprecation(
      String coordinate, T before, T after) {
    boolean then = before.hasDirective("deprecated");
    boolean now = after.hasDirective("deprecated");
    if (then != now) {
      add(
          Effect.SAFE,
          coordinate,
          now
              ? "`%s` is deprecated".formatted(coordinate)
              : "`%s` is deprecated no more".formatted(coordinate),
          after);
    }
  }

  private void directives(TypeDefinitionRegistry older, TypeDefinitionRegistry newer) {
    older
        .getDirectiveDefinitions()
        .forEach(
            (name, before) -> {
              if (Constraint.named(name).isPresent()) {
                return; // It is compared where it is used, and defined where it is used at all.
              }
              var after = newer.getDirectiveDefinitions().get(name);
              var coordinate = "@" + name;
              if (after == null) {
                add(
                    Effect.BREAKING,
                    coordinate,
                    "The directive `%s` is gone".formatted(coordinate),
                    null);
                return;
              }
              inputs(
                  before.getInputValueDefinitions(),
                  after.getInputValueDefinitions(),
                  after,
                  argument -> "%s(%s:)".formatted(coordinate, argument));
              var places =
                  after.getDirectiveLocations().stream()
                      .map(place -> place.getName())
                      .collect(Collectors.toSet());
              before.getDirectiveLocations().stream()
                  .filter(place -> !places.contains(place.getName()))
                  .forEach(
                      place ->
                          add(
                              Effect.BREAKING,
                              coordinate,
                              "`%s` can't stand on %s any more"
                                  .formatted(coordinate, place.getName()),
                              after));
            });
  }

  private static <T extends NamedNode<?>> Map<String, T> byName(Collection<T> nodes) {
    return nodes.stream()
        .collect(
            Collectors.toMap(
                NamedNode::getName, node -> node, (one, _) -> one, LinkedHashMap::new));
  }

  private void add(Effect effect, String coordinate, String what, @Nullable Node<?> place) {
    changes.add(
        new SchemaChange(
            effect, coordinate, what, place == null ? null : place.getSourceLocation()));
  }
}
