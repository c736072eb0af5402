package io.millrace.schema.catalog;

import graphql.language.DirectivesContainer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which type's document an ID field names: what {@code @id(of:)} says, the type itself for {@code
 * id}, or the other end of a relation that uses the field.
 */
final class IdTypes {

  private final Sdl sdl;
  private final List<DeclaredRelation> relations;

  IdTypes(Sdl sdl, List<DeclaredRelation> relations) {
    this.sdl = sdl;
    this.relations = relations;
  }

  Optional<String> of(Sdl.Field field) {
    var type = field.owner().getName();
    var name = field.definition().getName();
    return declared(field.definition())
        .or(() -> ownId(type, name))
        .or(() -> relations.stream().flatMap(other -> otherEnd(other, type, name)).findFirst());
  }

  /** The type of an object's own {@code id}. */
  Optional<String> ofOwner(String type) {
    return sdl.field(type, "id")
        .flatMap(id -> declared(id.definition()).or(() -> ownId(type, "id")));
  }

  static Optional<String> declared(DirectivesContainer<?> element) {
    return Applied.text(element, "id", "of");
  }

  private Optional<String> ownId(String type, String name) {
    return name.equals("id") && sdl.isReadModel(type) ? Optional.of(type) : Optional.empty();
  }

  private Stream<String> otherEnd(DeclaredRelation declared, String type, String name) {
    return switch (declared.relation()) {
      case Relation.Ref ref when ref.ownerType().equals(type) && ref.by().equals(name) ->
          Stream.of(ref.target());
      case Relation.Refs refs when refs.target().equals(type) && refs.by().equals(name) ->
          ofOwner(refs.ownerType()).stream();
      case Relation.Ref _, Relation.Refs _ -> Stream.empty();
    };
  }
}
