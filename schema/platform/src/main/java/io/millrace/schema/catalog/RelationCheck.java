package io.millrace.schema.catalog;

import java.util.List;
import java.util.Optional;

/** Checks that the documents hold what relations need. */
final class RelationCheck {

  private final Sdl sdl;
  private final Shapes shapes;
  private final IdTypes ids;
  private final Problems problems;

  RelationCheck(Sdl sdl, Shapes shapes, IdTypes ids, Problems problems) {
    this.sdl = sdl;
    this.shapes = shapes;
    this.ids = ids;
    this.problems = problems;
  }

  void run(List<DeclaredRelation> relations) {
    for (var declared : relations) {
      if (shapes.find(declared.relation().ownerType()).isEmpty()) {
        problems.at(
            declared.field().definition(),
            "`%s` is a relation, but no document holds a %s"
                .formatted(declared.path(), declared.relation().ownerType()),
            "Relations belong to read models and to the objects in their documents.");
        continue;
      }
      switch (declared.relation()) {
        case Relation.Ref ref -> check(declared, ref);
        case Relation.Refs refs -> check(declared, refs);
      }
    }
  }

  private void check(DeclaredRelation declared, Relation.Ref ref) {
    var wanted = ref.list() ? "[ID!]" : "ID";
    by(declared, ref.ownerType(), ref.by(), wanted + " @inaccessible")
        .ifPresent(
            by -> {
              boolean list = by.type() instanceof WireType.ListOf;
              if (list != ref.list() || !isId(by.type(), ref.target())) {
                wrongType(declared, ref.ownerType(), by, wanted, ref.target());
              }
            });
  }

  private void check(DeclaredRelation declared, Relation.Refs refs) {
    var owner = ids.ofOwner(refs.ownerType());
    if (owner.isEmpty()) {
      problems.at(
          declared.field().definition(),
          "`%s` asks for those that hold the id of a %s, which has none"
              .formatted(declared.path(), refs.ownerType()),
          "Give %s `id: ID! @id(of: …)`.".formatted(refs.ownerType()));
    } else {
      by(declared, refs.target(), refs.by(), "ID @inaccessible @filterable")
          .ifPresent(by -> checkBy(declared, refs, by, owner.get()));
    }
    for (var key : refs.orderBy()) {
      var sorted = DocumentPath.resolve(shapes.of(refs.target()), key.field());
      if (sorted.isEmpty() || !sorted.get().indexing().sortable()) {
        problems.at(
            declared.field().definition(),
            "`%s` is ordered by `%s.%s`, which %s"
                .formatted(
                    declared.path(),
                    refs.target(),
                    key.field(),
                    sorted.isEmpty() ? "does not exist" : "is not @sortable"),
            "Put @sortable on that field, or order by another.");
      }
    }
    checkHead(declared, refs);
  }

  private void checkBy(
      DeclaredRelation declared, Relation.Refs refs, DocumentField by, String owner) {
    if (!isId(by.type(), owner)) {
      wrongType(declared, refs.target(), by, "ID", owner);
    }
    if (!by.indexing().filterable()) {
      problems.at(
          declared.field().definition(),
          "`%s` finds its documents by `%s.%s`, which is not @filterable"
              .formatted(declared.path(), refs.target(), by.name()),
          "Put @filterable on `%s.%s`: pages after the first are searched by it."
              .formatted(refs.target(), by.name()));
    }
  }

  private void checkHead(DeclaredRelation declared, Relation.Refs refs) {
    var head = refs.head();
    if (head == null) {
      return;
    }
    var field = sdl.field(refs.ownerType(), head);
    if (field.isEmpty()) {
      problems.at(
          declared.field().definition(),
          "`%s` has the head `%s`, and %s no such field"
              .formatted(declared.path(), head, refs.ownerType()),
          "Write `%s: Head @inaccessible` in %s, and let its SQL fill it."
              .formatted(head, refs.ownerType()));
    } else if (!field.get().type().name().equals(Sdl.HEAD) || field.get().type().list()) {
      problems.at(
          field.get().definition(),
          "`%s: %s` is named as a head by `%s`"
              .formatted(field.get().path(), field.get().type().text(), declared.path()),
          "Write `%s: Head @inaccessible`.".formatted(head));
    }
  }

  private Optional<DocumentField> by(
      DeclaredRelation declared, String type, String name, String declaration) {
    var found = shapes.of(type).field(name);
    boolean reportedBefore = sdl.field(type, name).filter(sdl::isDocumentField).isPresent();
    if (found.isEmpty() && !reportedBefore) {
      problems.at(
          declared.field().definition(),
          "`%s` goes by `%s.%s`, and no document holds such a field"
              .formatted(declared.path(), type, name),
          "Write `%s: %s` in %s, and let its SQL fill it.".formatted(name, declaration, type));
    }
    return found;
  }

  private void wrongType(
      DeclaredRelation declared, String type, DocumentField by, String wanted, String target) {
    var given = sdl.field(type, by.name()).map(field -> field.type().text()).orElse("");
    var of = idOf(by.type()).map(id -> ", an id of the type %s".formatted(id)).orElse("");
    problems.at(
        declared.field().definition(),
        "`%s` goes by `%s.%s: %s`%s".formatted(declared.path(), type, by.name(), given, of),
        "It must be `%s`, an id of the type %s.".formatted(wanted, target));
  }

  private static boolean isId(WireType type, String of) {
    return idOf(type).filter(of::equals).isPresent();
  }

  private static Optional<String> idOf(WireType type) {
    return switch (type) {
      case WireType.Id id -> Optional.of(id.of());
      case WireType.ListOf list -> idOf(list.element());
      default -> Optional.empty();
    };
  }
}
