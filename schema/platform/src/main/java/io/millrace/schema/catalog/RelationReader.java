package io.millrace.schema.catalog;

import graphql.language.Directive;
import io.millrace.schema.catalog.Relation.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code @ref} and {@code @refs}; what they need of the documents is checked later. */
final class RelationReader {

  private static final Pattern SORT_KEY = Pattern.compile("(\\w+) (ASC|DESC)");

  private final Sdl sdl;
  private final Problems problems;

  RelationReader(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  List<DeclaredRelation> read() {
    var relations = new ArrayList<DeclaredRelation>();
    sdl.domainFields()
        .forEach(
            field -> {
              Applied.on(field.definition(), "ref")
                  .flatMap(directive -> ref(field, directive))
                  .ifPresent(ref -> relations.add(new DeclaredRelation(field, ref)));
              Applied.on(field.definition(), "refs")
                  .flatMap(directive -> refs(field, directive))
                  .ifPresent(refs -> relations.add(new DeclaredRelation(field, refs)));
            });
    return List.copyOf(relations);
  }

  private Optional<Relation> ref(Sdl.Field field, Directive directive) {
    var type = field.type();
    if (!sdl.isReadModel(type.name())) {
      problems.at(
          field.definition(),
          "`%s` leads to %s, which has no read model".formatted(field.path(), type.name()),
          "Give %s @readModel and a file read-models/%1$s.sql, or take @ref away."
              .formatted(type.name()));
      return Optional.empty();
    }
    if (type.depth() > 1) {
      problems.at(
          field.definition(),
          "`%s` is a list of lists".formatted(field.path()),
          "Write `%s: [%s]`.".formatted(field.definition().getName(), type.name()));
      return Optional.empty();
    }
    if (type.list() ? type.elementNonNull() : type.nonNull()) {
      problems.at(
          field.definition(),
          "`%s: %s` promises a document that may be gone".formatted(field.path(), type.text()),
          "Write `%s: %s`: the other document can be deleted before this one is derived again."
              .formatted(
                  field.definition().getName(),
                  type.list() ? "[" + type.name() + "]" : type.name()));
    }
    return Applied.text(directive, "by")
        .map(
            by ->
                new Relation.Ref(
                    field.owner().getName(),
                    field.definition().getName(),
                    type.name(),
                    by,
                    type.list()));
  }

  private Optional<Relation> refs(Sdl.Field field, Directive directive) {
    var connection = field.type().name();
    var target = sdl.connectionTarget(connection);
    if (field.type().list() || target.isEmpty() || !sdl.isConnection(connection)) {
      problems.at(
          field.definition(),
          "`%s: %s` is no connection".formatted(field.path(), field.type().text()),
          "The answer of @refs is a connection: a type XConnection with `edges: [XEdge!]!` and"
              + " `pageInfo: PageInfo!`.");
      return Optional.empty();
    }
    if (!sdl.isReadModel(target.get())) {
      problems.at(
          field.definition(),
          "`%s` leads to %s, which has no read model".formatted(field.path(), target.get()),
          "Give %s @readModel and a file read-models/%1$s.sql, or take @refs away."
              .formatted(target.get()));
      return Optional.empty();
    }
    return Applied.text(directive, "by")
        .map(
            by ->
                new Relation.Refs(
                    field.owner().getName(),
                    field.definition().getName(),
                    target.get(),
                    by,
                    orderBy(field, directive),
                    Applied.text(directive, "head").orElse(null)));
  }

  private List<SortKey> orderBy(Sdl.Field field, Directive directive) {
    var keys = new ArrayList<SortKey>();
    for (var text : Applied.texts(directive, "orderBy")) {
      var key = SORT_KEY.matcher(text);
      if (key.matches()) {
        keys.add(new SortKey(key.group(1), key.group(2).equals("DESC")));
      } else {
        problems.at(
            field.definition(),
            "`%s` is ordered by \"%s\", which can't be read".formatted(field.path(), text),
            "Write \"<field> ASC\" or \"<field> DESC\".");
      }
    }
    return keys;
  }
}
