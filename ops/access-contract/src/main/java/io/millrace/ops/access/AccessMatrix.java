package io.millrace.ops.access;

import graphql.language.FieldDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.UnionTypeDefinition;
import io.millrace.schema.catalog.RootField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Who reads what: every field of the published schema, asked as every caller. A line of the table
 * is the decision about one field; a field without its line is one that nobody has decided about.
 *
 * <p>What is read is said as {@code reads}, {@code null} where the value is null without an error,
 * {@code hidden} where something above it is, and else as the error's code. A mutation is asked
 * about and not run. Of fields that only a mutation leads to, the rule itself is the line.
 */
public final class AccessMatrix {

  private static final List<String> ROOTS = List.of("Query", "Mutation", "Subscription");

  private final AccessDomain domain;
  private final Asking asking;
  private final Arguments arguments;
  private final Map<String, Way> ways = new LinkedHashMap<>();

  private AccessMatrix(AccessDomain domain) {
    this.domain = domain;
    this.asking = new Asking(domain.graphql());
    this.arguments = new Arguments(domain);
  }

  /**
   * How a type's fields are reached.
   *
   * @param opening the operation up to the field
   * @param closing what closes it
   * @param keys the keys of the answer down to the field
   */
  private record Way(String opening, String closing, List<String> keys) {

    static final Way ROOT = new Way("", "", List.of());

    Way through(String field, String type) {
      return new Way(
          opening + field + " { ... on " + type + " { ", " } }" + closing, with(name(field)));
    }

    List<String> with(String key) {
      var below = new ArrayList<>(keys);
      below.add(key);
      return List.copyOf(below);
    }

    private static String name(String field) {
      int end = field.indexOf('(');
      return end < 0 ? field : field.substring(0, end);
    }
  }

  /** The table, a line for each field, sorted. */
  public static List<String> of(AccessDomain domain) {
    return new AccessMatrix(domain).lines();
  }

  private List<String> lines() {
    findWays();
    var lines = new TreeMap<String, String>();
    for (var type : types()) {
      for (var field : type.getFieldDefinitions()) {
        lines.put(type.getName() + "." + field.getName(), decision(type.getName(), field));
      }
    }
    return lines.entrySet().stream()
        .map(line -> "%-40s %s".formatted(line.getKey(), line.getValue()))
        .toList();
  }

  private String decision(String type, FieldDefinition field) {
    if (type.equals("Mutation")) {
      var document =
          "mutation { %s%s { __typename } }".formatted(field.getName(), arguments.of(type, field));
      return each(caller -> ran(asking.wouldRun(caller, document)));
    }
    var way = ways.get(type);
    return way == null
        ? rule(type, field.getName())
        : each(caller -> read(caller, way, type, field));
  }

  private String each(Function<AccessDomain.Caller, String> decide) {
    return domain.callers().stream()
        .map(caller -> caller.name() + " " + decide.apply(caller))
        .collect(Collectors.joining(", "));
  }

  private static String ran(Reply reply) {
    return reply.refusal().orElse("runs");
  }

  private String rule(String type, String field) {
    var rule = domain.catalog().rules().ofField(type, field);
    return rule.isOpen()
        ? "by its rule: everybody"
        : "by its rule: "
            + (rule.choices().isEmpty()
                ? "with a token"
                : rule.choices().stream()
                    .map(choice -> choice.anyOf().stream().map(Object::toString).sorted().toList())
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(" and ")));
  }

  private String read(AccessDomain.Caller caller, Way way, String type, FieldDefinition field) {
    var selection = isComposite(Arguments.typeOf(field)) ? " { __typename }" : "";
    var document =
        "{ "
            + way.opening()
            + field.getName()
            + arguments.of(type, field)
            + selection
            + way.closing()
            + " }";
    var reply = asking.ask(caller, document);
    var path = way.with(field.getName());
    return reply
        .refusal()
        .or(() -> reply.codeAt(path))
        .orElseGet(() -> value(reply.body().path("data"), path, document));
  }

  private static String value(JsonNode data, List<String> path, String document) {
    if (data.isMissingNode()) {
      throw new AssertionError("No answer to " + document);
    }
    var value = data;
    for (var key : path) {
      while (value.isArray()) {
        value = value.path(0);
      }
      if (value.isMissingNode() || value.isNull()) {
        return "hidden";
      }
      value = value.path(key);
    }
    return value.isNull() ? "null" : "reads";
  }

  private void findWays() {
    var open = new ArrayDeque<String>();
    ways.put("Query", Way.ROOT);
    open.add("Query");
    domain.catalog().queries().stream()
        .filter(RootField.Node.class::isInstance)
        .map(RootField.Node.class::cast)
        .forEach(
            node ->
                domain
                    .catalog()
                    .readModels()
                    .keySet()
                    .forEach(
                        type -> {
                          var by =
                              "%s(%s: \"%s\")"
                                  .formatted(node.name(), node.argument(), domain.sample(type));
                          ways.put(type, Way.ROOT.through(by, type));
                          open.add(type);
                        }));
    var byName =
        types().stream().collect(Collectors.toMap(ObjectTypeDefinition::getName, type -> type));
    while (!open.isEmpty()) {
      var name = open.poll();
      var type = byName.get(name);
      var way = ways.get(name);
      if (type == null || way == null) {
        continue;
      }
      for (var field : type.getFieldDefinitions()) {
        var leads = Arguments.typeOf(field);
        if (byName.containsKey(leads) && !ROOTS.contains(leads) && !ways.containsKey(leads)) {
          var asked = field.getName() + arguments.of(type.getName(), field);
          ways.put(leads, way.through(asked, leads));
          open.add(leads);
        }
      }
    }
  }

  private List<ObjectTypeDefinition> types() {
    return domain.catalog().published().getTypes(ObjectTypeDefinition.class);
  }

  private boolean isComposite(String type) {
    return domain
        .catalog()
        .published()
        .getType(type)
        .filter(
            found ->
                found instanceof ObjectTypeDefinition
                    || found instanceof InterfaceTypeDefinition
                    || found instanceof UnionTypeDefinition)
        .isPresent();
  }
}
