package io.millrace.schema.catalog;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Node;
import graphql.language.StringValue;
import graphql.language.Value;
import io.millrace.schema.catalog.AccessRule.ScopeChoice;
import io.millrace.schema.catalog.AccessRules.FieldName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code @authenticated} and {@code @requiresScopes}, and what they guard besides. */
final class AccessRuleReader {

  private static final Set<String> ROOTS = Set.of(Sdl.QUERY, Sdl.MUTATION, "Subscription");

  private final Sdl sdl;
  private final List<DeclaredRelation> relations;
  private final Map<String, SearchConnection> connections;
  private final Problems problems;
  private final Map<String, AccessRule> types = new HashMap<>();
  private final Map<FieldName, AccessRule> fields = new HashMap<>();
  private final Set<FieldName> refusing = new HashSet<>();

  AccessRuleReader(
      Sdl sdl,
      List<DeclaredRelation> relations,
      Map<String, SearchConnection> connections,
      Problems problems) {
    this.sdl = sdl;
    this.relations = relations;
    this.connections = connections;
    this.problems = problems;
  }

  AccessRules read(Map<String, RowRule> rows) {
    sdl.domainTypes().forEach(type -> put(types, type.getName(), ofType(type)));
    sdl.domainFields().forEach(this::field);
    connections.values().forEach(this::questions);
    relations.forEach(this::defaultOrder);
    return new AccessRules(types, fields, refusing, rows);
  }

  private AccessRule ofType(DirectivesContainer<?> type) {
    var rule = directives(type);
    if (type instanceof ImplementingTypeDefinition<?> implementing) {
      for (var face : interfaces(implementing).toList()) {
        rule = rule.and(directives(face));
      }
    }
    return rule;
  }

  private void field(Sdl.Field field) {
    var name = new FieldName(field.owner().getName(), field.definition().getName());
    var ofValue = own(field).and(ofValue(field)).and(ofWay(name));
    if (ROOTS.contains(name.type())) {
      put(fields, name, ofValue.and(ruleOf(name.type())));
      if (fields.containsKey(name)) {
        refusing.add(name);
      }
      return;
    }
    // Who gets an edge got the connection, which is guarded.
    boolean behindAGuard = isPartOfConnection(name.type());
    if (!ofValue.isOpen() && !behindAGuard && field.type().nonNull()) {
      problems.at(
          field.definition(),
          "`%s: %s` is guarded, and promises a value".formatted(field.path(), field.type().text()),
          "Write `%s: %s`: who may not read it gets null."
              .formatted(name.field(), withoutPromise(field.type().text())));
    }
    put(fields, name, (behindAGuard ? own(field) : ofValue).and(ruleOf(name.type())));
  }

  /** What the field's directives say, and those of the same field of an interface. */
  private AccessRule own(Sdl.Field field) {
    var rule = directives(field.definition());
    for (var face : interfaces(field.owner()).toList()) {
      for (var promised : face.getFieldDefinitions()) {
        if (promised.getName().equals(field.definition().getName())) {
          rule = rule.and(directives(promised));
        }
      }
    }
    return rule;
  }

  /** What the type that the field is of says; of a connection, the type of its documents. */
  private AccessRule ofValue(Sdl.Field field) {
    var type = field.type().name();
    if (ROOTS.contains(type)) {
      return AccessRule.OPEN; // its fields are refused, each for itself
    }
    var rule = ruleOf(type);
    return sdl.isConnection(type)
        ? rule.and(sdl.connectionTarget(type).map(this::ruleOf).orElse(AccessRule.OPEN))
        : rule;
  }

  /** What the id says that a relation goes by. */
  private AccessRule ofWay(FieldName name) {
    return relations.stream()
        .map(DeclaredRelation::relation)
        .filter(
            relation ->
                relation.ownerType().equals(name.type()) && relation.field().equals(name.field()))
        .map(
            relation ->
                switch (relation) {
                  case Relation.Ref ref -> sdl.field(ref.ownerType(), ref.by());
                  case Relation.Refs refs -> sdl.field(refs.target(), refs.by());
                })
        .flatMap(Optional::stream)
        .map(this::own)
        .reduce(AccessRule.OPEN, AccessRule::and);
  }

  /** Facets and highlights tell of the field that they count or show. */
  private void questions(SearchConnection connection) {
    var target = sdl.connectionTarget(connection.type()).orElseThrow();
    sdl.field(connection.type(), "facets")
        .ifPresent(
            facets ->
                connection
                    .facets()
                    .forEach(facet -> question(facets, facet.name(), target, facet.field())));
    sdl.field(connection.type(), "edges")
        .flatMap(edges -> sdl.field(edges.type().name(), "highlights"))
        .ifPresent(
            highlights ->
                connection
                    .highlights()
                    .forEach(shown -> question(highlights, shown.name(), target, shown.field())));
  }

  private void question(Sdl.Field of, String part, String target, String asked) {
    var name = new FieldName(of.type().name(), part);
    var rule = fields.getOrDefault(new FieldName(target, asked), AccessRule.OPEN);
    put(fields, name, fields.getOrDefault(name, AccessRule.OPEN).and(rule));
    if (fields.containsKey(name)) {
      refusing.add(name);
    }
  }

  /** An order tells of the fields that it is by, and the default one can't be refused. */
  private void defaultOrder(DeclaredRelation declared) {
    if (declared.relation() instanceof Relation.Refs refs) {
      for (var key : refs.orderBy()) {
        sdl.field(refs.target(), key.field())
            .filter(field -> !own(field).and(ofValue(field)).isOpen())
            .ifPresent(
                field ->
                    problems.at(
                        declared.field().definition(),
                        "`%s` is ordered by `%s`, which is guarded"
                            .formatted(declared.path(), field.path()),
                        "Order by a field that everybody may read."));
      }
    }
  }

  private AccessRule directives(DirectivesContainer<?> element) {
    var rule = new AccessRule(element.hasDirective("authenticated"), Set.of());
    return Applied.on(element, "requiresScopes")
        .map(directive -> rule.and(scopes(element, directive)))
        .orElse(rule);
  }

  private AccessRule scopes(DirectivesContainer<?> element, Directive directive) {
    var choice = sets(directive.getArgument("scopes").getValue());
    if (choice.isEmpty() || choice.contains(Set.<String>of())) {
      problems.at(
          (Node<?>) element,
          "`@requiresScopes` with %s"
              .formatted(
                  choice.isEmpty()
                      ? "no list can't be met by anybody"
                      : "an empty list is met by everybody"),
          "Write the scopes of which all are needed, in one list: `@requiresScopes(scopes:"
              + " [[\"…\"]])`.");
    }
    return new AccessRule(false, Set.of(new ScopeChoice(choice)));
  }

  /** A single value is a list of one, as in GraphQL's coercion. */
  private static Set<Set<String>> sets(Value<?> value) {
    return elements(value)
        .map(
            set ->
                elements(set)
                    .filter(StringValue.class::isInstance)
                    .map(scope -> ((StringValue) scope).getValue())
                    .collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  @SuppressWarnings("rawtypes") // graphql-java's lists of values are raw
  private static Stream<Value<?>> elements(Value<?> value) {
    return value instanceof ArrayValue list
        ? ((List<Value>) list.getValues()).stream().map(element -> (Value<?>) element)
        : Stream.of(value);
  }

  private Stream<InterfaceTypeDefinition> interfaces(ImplementingTypeDefinition<?> type) {
    return type.getImplements().stream()
        .flatMap(
            face ->
                sdl
                    .registry()
                    .getType(TypeRef.of(face).name(), InterfaceTypeDefinition.class)
                    .stream());
  }

  private boolean isPartOfConnection(String type) {
    return sdl.isConnection(type) || connections.keySet().stream().anyMatch(of -> isEdge(of, type));
  }

  private boolean isEdge(String connection, String type) {
    return sdl.field(connection, "edges")
        .filter(edges -> edges.type().name().equals(type))
        .isPresent();
  }

  private AccessRule ruleOf(String type) {
    return types.getOrDefault(type, AccessRule.OPEN);
  }

  private static String withoutPromise(String type) {
    return type.substring(0, type.length() - 1);
  }

  private static <K> void put(Map<K, AccessRule> rules, K key, AccessRule rule) {
    if (!rule.isOpen()) {
      rules.put(key, rule);
    }
  }
}
