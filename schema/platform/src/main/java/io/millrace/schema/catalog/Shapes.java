package io.millrace.schema.catalog;

import io.millrace.schema.catalog.DocumentField.Indexing;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the shapes of documents and of the objects in them. */
final class Shapes {

  private static final Map<String, ScalarKind> SCALARS =
      Map.of(
          "String", ScalarKind.STRING,
          "Int", ScalarKind.INT,
          "Float", ScalarKind.FLOAT,
          "Boolean", ScalarKind.BOOLEAN,
          "Long", ScalarKind.LONG,
          "Decimal", ScalarKind.DECIMAL,
          "DateTime", ScalarKind.DATE_TIME,
          "Date", ScalarKind.DATE);

  private final Sdl sdl;
  private final List<DeclaredRelation> relations;
  private final IdTypes ids;
  private final IndexingReader indexing;
  private final Problems problems;
  private final Map<String, ObjectShape> built = new HashMap<>();
  private final Deque<String> building = new ArrayDeque<>();

  Shapes(Sdl sdl, List<DeclaredRelation> relations, Problems problems) {
    this.sdl = sdl;
    this.relations = relations;
    this.ids = new IdTypes(sdl, relations);
    this.indexing = new IndexingReader(problems);
    this.problems = problems;
  }

  /** The shape of a type, built on the first call. */
  ObjectShape of(String type) {
    var known = built.get(type);
    if (known != null) {
      return known;
    }
    building.push(type);
    var fields = new ArrayList<DocumentField>();
    for (var field : sdl.fieldsOf(type)) {
      if (sdl.isDocumentField(field)) {
        documentField(field).ifPresent(fields::add);
      } else {
        indexing.refuseOn(field);
      }
    }
    fields.sort(Comparator.comparing(field -> !field.name().equals("id")));
    building.pop();
    var shape = new ObjectShape(type, fields);
    built.put(type, shape);
    return shape;
  }

  /** The shape of a type that a document turned out to hold, or that is a document's. */
  Optional<ObjectShape> find(String type) {
    return Optional.ofNullable(built.get(type));
  }

  /** The types of documents and of the objects in them. */
  Set<String> types() {
    return Set.copyOf(built.keySet());
  }

  private Optional<DocumentField> documentField(Sdl.Field field) {
    var type = field.type();
    if (field.definition().getName().equals("id")
        && sdl.isReadModel(field.owner().getName())
        && !type.text().equals("ID!")) {
      problems.at(
          field.definition(),
          "`%s: %s` can't be the global id".formatted(field.path(), type.text()),
          "Write `id: ID!`.");
      return Optional.empty();
    }
    if (type.depth() > 1) {
      problems.at(
          field.definition(),
          "`%s: %s` is a list of lists".formatted(field.path(), type.text()),
          "A document holds lists of values or of objects: put the inner list into an object.");
      return Optional.empty();
    }
    return valueType(field, type.name())
        .map(value -> type.list() ? new WireType.ListOf(value, type.elementNonNull()) : value)
        .map(
            value ->
                new DocumentField(
                    field.definition().getName(),
                    value,
                    type.nonNull(),
                    field.has("inaccessible"),
                    indexing.read(field, value, !sdl.isReadModel(field.owner().getName()))));
  }

  private Optional<WireType> valueType(Sdl.Field field, String type) {
    var scalar = SCALARS.get(type);
    if (scalar != null) {
      return Optional.of(new WireType.Scalar(scalar));
    }
    if (type.equals("ID")) {
      return idType(field);
    }
    if (sdl.enumeration(type).isPresent()) {
      return Optional.of(new WireType.EnumValue(type));
    }
    if (type.equals(Sdl.HEAD)) {
      return headType(field);
    }
    if (building.contains(type)) {
      problems.at(
          field.definition(),
          "`%s` puts %s into itself".formatted(field.path(), type),
          "A document has an end: make %s a read model and lead to it with @ref or @refs."
              .formatted(type));
      return Optional.empty();
    }
    if (sdl.object(type).isPresent()) {
      return Optional.of(new WireType.Nested(of(type)));
    }
    problems.at(
        field.definition(),
        "`%s` is of type %s, which a document can't hold".formatted(field.path(), type),
        "Use a scalar of the platform, an enum or an object type; give the field an argument where"
            + " a controller answers it.");
    return Optional.empty();
  }

  private Optional<WireType> idType(Sdl.Field field) {
    var of = ids.of(field);
    if (of.isEmpty()) {
      problems.at(
          field.definition(),
          "Nothing says of which type the id `%s` is".formatted(field.path()),
          "Write `@id(of: \"Type\")`, or name the field in a @ref or @refs.");
    }
    return of.map(WireType.Id::new);
  }

  private Optional<WireType> headType(Sdl.Field field) {
    var owner = field.owner().getName();
    var name = field.definition().getName();
    for (var declared : relations) {
      if (declared.relation() instanceof Relation.Refs refs
          && refs.ownerType().equals(owner)
          && name.equals(refs.head())) {
        return Optional.of(new WireType.Nested(head(refs.target())));
      }
    }
    problems.at(
        field.definition(),
        "`%s` is the head of nothing".formatted(field.path()),
        "Name it in a relation of %s: `@refs(by: …, head: \"%s\")`, or take it away."
            .formatted(owner, name));
    return Optional.empty();
  }

  private static ObjectShape head(String child) {
    return new ObjectShape(
        Sdl.HEAD,
        List.of(
            new DocumentField(
                "ids",
                new WireType.ListOf(new WireType.Id(child), true),
                true,
                false,
                Indexing.NONE),
            new DocumentField(
                "total", new WireType.Scalar(ScalarKind.INT), true, false, Indexing.NONE)));
  }
}
