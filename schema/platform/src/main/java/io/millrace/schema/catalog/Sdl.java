package io.millrace.schema.catalog;

import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole SDL, platform and domain, with extensions merged into what they extend.
 *
 * @param registry the definitions
 */
record Sdl(TypeDefinitionRegistry registry) {

  static final String PLATFORM_FILE = "platform.graphqls";
  static final String QUERY = "Query";
  static final String MUTATION = "Mutation";
  static final String HEAD = "Head";

  /** Names a field for messages. */
  record Field(ImplementingTypeDefinition<?> owner, FieldDefinition definition) {

    String path() {
      return owner.getName() + "." + definition.getName();
    }

    TypeRef type() {
      return TypeRef.of(definition.getType());
    }

    boolean has(String directive) {
      return definition.hasDirective(directive);
    }
  }

  Optional<ObjectTypeDefinition> object(String name) {
    return registry.getType(name, ObjectTypeDefinition.class);
  }

  Optional<InputObjectTypeDefinition> input(String name) {
    return registry.getType(name, InputObjectTypeDefinition.class);
  }

  Optional<EnumTypeDefinition> enumeration(String name) {
    return registry.getType(name, EnumTypeDefinition.class);
  }

  boolean isScalar(String name) {
    return registry.scalars().containsKey(name);
  }

  boolean isReadModel(String type) {
    return object(type).filter(object -> object.hasDirective("readModel")).isPresent();
  }

  /** The domain's types by name. */
  Stream<TypeDefinition<?>> domainTypes() {
    return Stream.concat(registry.types().values().stream(), registry.scalars().values().stream())
        .<TypeDefinition<?>>map(type -> type)
        .filter(Sdl::isDomains)
        .sorted(Comparator.comparing(type -> type.getName()));
  }

  Stream<ObjectTypeDefinition> domainObjects() {
    return domainTypes()
        .filter(ObjectTypeDefinition.class::isInstance)
        .map(ObjectTypeDefinition.class::cast);
  }

  /** All fields of the domain's objects and interfaces. */
  Stream<Field> domainFields() {
    return domainTypes()
        .filter(ImplementingTypeDefinition.class::isInstance)
        .map(type -> (ImplementingTypeDefinition<?>) type)
        .flatMap(Sdl::fields);
  }

  List<Field> fieldsOf(String type) {
    return object(type).stream().flatMap(Sdl::fields).toList();
  }

  Optional<Field> field(String type, String name) {
    return fieldsOf(type).stream()
        .filter(field -> field.definition().getName().equals(name))
        .findFirst();
  }

  static Stream<Field> fields(ImplementingTypeDefinition<?> owner) {
    return owner.getFieldDefinitions().stream().map(field -> new Field(owner, field));
  }

  /** Whether the domain wrote it, rather than the platform or the specification. */
  static boolean isDomains(Node<?> node) {
    var location = node.getSourceLocation();
    return location != null
        && location.getSourceName() != null
        && !location.getSourceName().equals(PLATFORM_FILE);
  }

  /** Whether a type is a connection: what {@code @refs} and {@code @search} lead to. */
  boolean isConnection(String type) {
    return type.endsWith("Connection") && field(type, "edges").isPresent();
  }

  /** The type of the documents on a connection's edges, where it has well-formed edges. */
  Optional<String> connectionTarget(String connection) {
    return field(connection, "edges")
        .flatMap(edges -> field(edges.type().name(), "node"))
        .or(() -> field(connection, "nodes"))
        .map(node -> node.type().name());
  }

  /**
   * Whether a document holds a field of its type: not, where other documents, a search or an
   * ordinary controller answers it.
   */
  boolean isDocumentField(Field field) {
    var target = field.type().name();
    return field.definition().getInputValueDefinitions().isEmpty()
        && Stream.of("ref", "refs", "lookup", "search").noneMatch(field::has)
        && !isConnection(target)
        && !isReadModel(target);
  }

  boolean isCustomScalar(String name) {
    return registry.scalars().get(name) instanceof ScalarTypeDefinition scalar && isDomains(scalar);
  }
}
