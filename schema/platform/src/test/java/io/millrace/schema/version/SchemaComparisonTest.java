package io.millrace.schema.version;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes break clients: the cases of graphql-js' own tests, by kind. */
class SchemaComparisonTest {

  private static final String BASE =
      """
      directive @cost(weight: String!, of: Int) on FIELD_DEFINITION | OBJECT
      type Query { thing(id: ID!, first: Int, last: Int! = 3): Thing search: [Hit] list: [Int] }
      interface Named { name: String }
      interface Sized { size: Int }
      type Thing implements Named { name: String size: Int! color: Color old: Int @deprecated }
      type Other { name: String }
      union Hit = Thing | Other
      enum Color { RED GREEN }
      input Filter { color: Color size: Int! name: String }
      input Sizes {
        text: String @Size(min: 2, max: 20)
        number: Int @Min(value: 1) @Max(value: 9)
        decimal: Decimal @DecimalMin(value: "0.5") @Digits(integer: 4)
        slug: String @Pattern(regexp: "[a-z]+")
        list: [String] @ContainerSize(max: 10)
        plain: String
      }
      scalar Decimal
      scalar Weight
      """;

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          type Other { name: String }        | -                                  | BREAKING  | Other
          scalar Weight                      | enum Weight { KILO }               | BREAKING  | Weight
          old: Int @deprecated               | -                                  | BREAKING  | Thing.old
          size: Int! color: Color old        | size: Int color: Color old         | BREAKING  | Thing.size
          color: Color old                   | color: [Color] old                 | BREAKING  | Thing.color
          implements Named                   | -                                  | BREAKING  | Thing
          `= Thing | Other`                  | = Thing                            | BREAKING  | Hit
          RED GREEN                          | RED                                | BREAKING  | Color.GREEN
          thing(id: ID!,                     | thing(                             | BREAKING  | Query.thing(id:)
          first: Int,                        | first: Int!,                       | BREAKING  | Query.thing(first:)
          first: Int,                        | first: Int, more: Int!,            | BREAKING  | Query.thing(more:)
          last: Int! = 3                     | last: Int!                         | BREAKING  | Query.thing(last:)
          size: Int! name: String }          | size: Int! }                       | BREAKING  | Filter.name
          size: Int! name                    | size: Int! by: Int! name           | BREAKING  | Filter.by
          size: Int! name                    | size: [Int]! name                  | BREAKING  | Filter.size
          input Filter {                     | input Filter @oneOf {              | BREAKING  | Filter
          `FIELD_DEFINITION | OBJECT`        | OBJECT                             | BREAKING  | @cost
          , of: Int                          | -                                  | BREAKING  | @cost(of:)
          RED GREEN                          | RED GREEN BLUE                     | DANGEROUS | Color.BLUE
          `union Hit = Thing | Other`        | `type New { id: ID } union Hit = Thing | Other | New` | DANGEROUS | Hit
          last: Int! = 3                     | last: Int! = 4                     | DANGEROUS | Query.thing(last:)
          implements Named                   | implements Named & Sized           | DANGEROUS | Thing
          size: Int! name                    | size: Int name                     | SAFE      | Filter.size
          color: Color old                   | color: Color! old                  | SAFE      | Thing.color
          list: [Int]                        | list: [Int!]!                      | SAFE      | Query.list
          color: Color old                   | color: Color more: Int old         | SAFE      | Thing.more
          color: Color old                   | color: Color @deprecated old       | SAFE      | Thing.color
          first: Int,                        | first: Int, more: Int,             | SAFE      | Query.thing(more:)
          thing(id: ID!,                     | thing(id: ID,                      | SAFE      | Query.thing(id:)
          scalar Weight                      | scalar Weight scalar Length        | SAFE      | Length
          plain: String                      | plain: String @Size(max: 99)       | BREAKING  | Sizes.plain
          `min: 2, max: 20`                  | `min: 2, max: 19`                  | BREAKING  | Sizes.text
          `min: 2, max: 20`                  | `min: 3, max: 30`                  | BREAKING  | Sizes.text
          @Max(value: 9)                     | @Max(value: 8)                     | BREAKING  | Sizes.number
          @DecimalMin(value: "0.5")          | `@DecimalMin(value: "0.5", inclusive: false)` | BREAKING | Sizes.decimal
          @Digits(integer: 4)                | `@Digits(integer: 4, fraction: 2)` | BREAKING  | Sizes.decimal
          [a-z]+                             | [a-z0-9]+                          | BREAKING  | Sizes.slug
          @ContainerSize(max: 10)            | @ContainerSize(max: 10) @Size(max: 9) | BREAKING | Sizes.list
          first: Int,                        | first: Int @Max(value: 50),        | BREAKING  | Query.thing(first:)
          `@Size(min: 2, max: 20)`           | -                                  | SAFE      | Sizes.text
          `min: 2, max: 20`                  | max: 20                            | SAFE      | Sizes.text
          @Min(value: 1)                     | @PositiveOrZero                    | SAFE      | Sizes.number
          @Digits(integer: 4)                | -                                  | SAFE      | Sizes.decimal
          `@Pattern(regexp: "[a-z]+")`       | -                                  | SAFE      | Sizes.slug
          @ContainerSize(max: 10)            | @ContainerSize(max: 11)            | SAFE      | Sizes.list
          """)
  void tells(String before, @Nullable String after, SchemaChange.Effect effect, String coordinate) {
    assertThat(BASE).contains(before);
    var changes = changes(BASE.replaceFirst(quoted(before), after == null ? "" : after));
    assertThat(changes)
        .anySatisfy(
            change -> {
              assertThat(change.coordinate()).isEqualTo(coordinate);
              assertThat(change.effect()).isEqualTo(effect);
            });
    assertThat(changes.getFirst().effect()).isEqualTo(effect);
  }

  @Test
  void findsNothingWhereNothingChanged() {
    assertThat(changes(BASE)).isEmpty();
  }

  @Test
  void findsNothingWhereConstraintsAreWrittenInAnotherWay() {
    assertThat(
            changes(
                BASE.replace("@Min(value: 1) @Max(value: 9)", "@Range(min: 1, max: 9)")
                    .replace(
                        "@DecimalMin(value: \"0.5\")", "@DecimalMin(value: \"0.50\") @Positive")
                    .replace("@Size(min: 2, max: 20)", "@Size(min: 2) @NotEmpty @Size(max: 20)")
                    .replace("list: [String] @", "list: [String] @ContainerSize @")))
        .isEmpty();
  }

  @Test
  void aConstraintThatNothingUsesAnyMoreTakesNothingAway() {
    var definition = "directive @Size(max: Int) on INPUT_FIELD_DEFINITION ";
    assertThat(SchemaComparison.between(parsed(definition + BASE), parsed(BASE))).isEmpty();
  }

  @Test
  void saysWhichConstraintsWereAndAre() {
    assertThat(changes(BASE.replace("min: 2, max: 20", "min: 5")).getFirst().what())
        .isEqualTo(
            "`Sizes.text` takes other values: its constraints were `@Size(min: 2, max: 20)` and are `@Size(min: 5)`");
  }

  @Test
  void textsReadBackAreTheSameSchema() {
    var text = SdlText.of(parsed(BASE));
    assertThat(SchemaComparison.between(parsed(BASE), parsed(text))).isEmpty();
    assertThat(SdlText.of(parsed(text))).isEqualTo(text);
  }

  private static String quoted(String before) {
    return Pattern.quote(before);
  }

  private static List<SchemaChange> changes(String after) {
    return SchemaComparison.between(parsed(BASE), parsed(after));
  }

  private static TypeDefinitionRegistry parsed(String sdl) {
    return new SchemaParser().parse(sdl);
  }
}
