package io.millrace.schema.catalog;

import graphql.language.Node;
import java.util.regex.Pattern;

/** Checks the contract of every mutation: DESIGN.md section 11. */
final class MutationContract {

  private static final Pattern DELETED_ID = Pattern.compile("deleted[A-Z]\\w*Id");

  private final Sdl sdl;
  private final Problems problems;

  MutationContract(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  void run() {
    sdl.fieldsOf(Sdl.MUTATION).forEach(this::check);
  }

  private void check(Sdl.Field field) {
    var name = field.definition().getName();
    var prefix = DocumentPath.capitalized(name);
    var arguments = field.definition().getInputValueDefinitions();
    boolean shaped =
        arguments.size() == 1
            && arguments.getFirst().getName().equals("input")
            && TypeRef.of(arguments.getFirst().getType()).text().equals(prefix + "Input!")
            && sdl.input(prefix + "Input").isPresent()
            && field.type().text().equals(prefix + "Payload!");
    if (!shaped) {
      problems.at(
          field.definition(),
          "`%s` is not of the shape that every mutation has".formatted(field.path()),
          "Write `%s(input: %sInput!): %2$sPayload!`.".formatted(name, prefix));
      return;
    }
    var payload = prefix + "Payload";
    demand(payload, "query", "Query!");
    demand(payload, "userErrors", "[%sUserError!]!".formatted(prefix));
    entities(payload);
    userError(prefix + "UserError");
  }

  private void entities(String payload) {
    var fields = sdl.fieldsOf(payload);
    var entities =
        fields.stream()
            .filter(
                field ->
                    sdl.isReadModel(field.type().name())
                        || DELETED_ID.matcher(field.definition().getName()).matches())
            .toList();
    for (var entity : entities) {
      if (entity.type().nonNull()) {
        problems.at(
            entity.definition(),
            "`%s: %s` promises an answer that a refused command does not have"
                .formatted(entity.path(), entity.type().text()),
            "Let it be null: write `%s: %s`."
                .formatted(entity.definition().getName(), entity.type().name()));
      }
    }
    if (entities.isEmpty()) {
      sdl.object(payload)
          .ifPresent(
              type ->
                  problems.at(
                      type,
                      "%s shows nothing of what the command did".formatted(payload),
                      "Add the entity that it touches, `product: Product`, or the id of the one"
                          + " that it deletes, `deletedProductId: ID`."));
    }
  }

  private void userError(String type) {
    if (sdl.object(type).isEmpty()) {
      return;
    }
    demand(type, "message", "String!");
    demand(type, "field", "[String!]");
    var code = sdl.field(type, "code");
    if (code.isEmpty()
        || !code.get().type().nonNull()
        || code.get().type().list()
        || sdl.enumeration(code.get().type().name()).isEmpty()) {
      problems.at(
          code.<Node<?>>map(Sdl.Field::definition).orElseGet(() -> sdl.object(type).orElseThrow()),
          "%s has no code that a program can tell apart".formatted(type),
          "Write `code: XErrorCode!` with an enum of the rules that the command can violate.");
    }
  }

  private void demand(String type, String name, String expected) {
    var field = sdl.field(type, name);
    if (field.isEmpty()) {
      sdl.object(type)
          .ifPresent(
              owner ->
                  problems.at(
                      owner,
                      "%s has no field `%s`".formatted(type, name),
                      "Write `%s: %s`.".formatted(name, expected)));
    } else if (!field.get().type().text().equals(expected)) {
      problems.at(
          field.get().definition(),
          "`%s` is of type `%s`".formatted(field.get().path(), field.get().type().text()),
          "Write `%s: %s`.".formatted(name, expected));
    }
  }
}
