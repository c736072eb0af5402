package io.millrace.api.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.SourceLocation;
import graphql.schema.idl.SchemaParser;
import graphql.validation.constraints.DirectiveConstraint;
import graphql.validation.constraints.DirectiveConstraints;
import io.millrace.schema.constraint.Constraint;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held against the SDL's constraints, and what is said of it. */
class ConstraintCheckTest {

  private static final Constrained GARDEN =
      Constrained.of(
          """
          type Query {
            find(filter: Filter, names: [String] @Size(max: 3), first: Int @Max(value: 50)): Bed
            slug(is: String @Pattern(regexp: "(.*a){12}b")): String
            letters(are: String @Pattern(regexp: "(a|b|ab)*c?")): String
            word(of: String @Pattern(regexp: "(a?b?){50}[ab]*")): String
          }
          type Bed {
            find(filter: Filter): Bed
            named(as: String = "short" @Size(max: 8)): String
          }
          input Filter {
            name: String @Size(min: 2, max: 5) @Pattern(regexp: "[a-z]*")
            free: String
            or: [Filter!] @ContainerSize(max: 3)
            grid: [[Int!]] @Range(min: 0, max: 9)
            price: Decimal @Positive
          }
          """);

  @ParameterizedTest(name = "{0} on {1} takes {2}, and not {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          @Size(min: 2, max: 4)            | String     | "ab" / "abcd"             | "a" / "abcde"            | have 2 to 4 characters
          @Size(max: 4)                    | ID         | "" / "abcd" / 1234        | "abcde" / 12345          | have at most 4 characters
          @Size(min: 1)                    | String!    | "a"                       | ""                       | have at least 1 character
          @Size(min: 3, max: 3)            | [String]!  | ["abc", null] / "abc"     | ["ab"]                   | have exactly 3 characters
          @NotEmpty                        | String     | " "                       | ""                       | not be empty
          @NotBlank                        | String     | " a"                      | "" / "\\t \\n"           | not be blank
          @Pattern(regexp: "[a-c]+x?")     | String     | "abc" / "ax"              | "x" / "axb" / ""         | match [a-c]+x?
          @ContainerSize(min: 1, max: 2)   | [Int]      | [1] / [1, null] / 7       | [] / [1, 2, 3]           | have 1 to 2 elements
          @ContainerSize(max: 1)           | Both       | {} / {a: 1}               | {a: 1, b: 2}             | have at most 1 field
          @ContainerNotEmpty               | [Int!]!    | [1]                       | []                       | not be empty
          @ContainerNotEmpty               | Both!      | {a: null}                 | {}                       | not be empty
          @Range(min: 2, max: 4)           | Int        | 2 / 3 / 4                 | 1 / 5 / -3               | be from 2 to 4
          @Range(min: 2, max: 4)           | Float      | 2 / 2.5 / 4.0             | 1.99 / 4.001             | be from 2 to 4
          @Range(min: 0, max: 9)           | [[Int]]    | [[1, null], null]         | [[10]]                   | be from 0 to 9
          @Min(value: 3)                   | Long       | 3 / "9007199254740993"    | 2 / "-9007199254740993"  | be at least 3
          @Max(value: 3)                   | Decimal    | 3 / "3.00" / "-1e9"       | "3.000000000000000000001" | be at most 3
          @DecimalMin(value: "0.5")        | Decimal    | "0.5" / "0.50"            | "0.499"                  | be at least 0.5
          @DecimalMin(value: "0.5", inclusive: false) | Float      | 0.51                      | 0.5                      | be more than 0.5
          @DecimalMax(value: "1e3")        | Int        | 1000                      | 1001                     | be at most 1e3
          @DecimalMax(value: "1", inclusive: false) | Decimal    | "0.9"                     | "1.0"                    | be less than 1
          @Digits(integer: 3, fraction: 0) | Float      | 100 / 999.0 / 1e2         | 1000 / 0.5               | have at most 3 digits before the decimal point and 0 behind it
          @Digits(integer: 2, fraction: 2) | Decimal    | "99.99" / "1.500" / "-12" | "100" / "0.125"          | have at most 2 digits before the decimal point and 2 behind it
          @Digits(integer: 2)              | Decimal    | "1.23456"                 | "100"                    | have at most 2 digits before the decimal point
          @Positive                        | Int        | 1                         | 0 / -1                   | be more than 0
          @PositiveOrZero                  | Decimal    | 0 / "0.1"                 | "-0.1"                   | be at least 0
          @Negative                        | Float      | -0.1                      | 0 / 0.1                  | be less than 0
          @NegativeOrZero                  | Long       | 0 / -1                    | 1                        | be at most 0
          @AssertTrue                      | Boolean    | true                      | false                    | be true
          @AssertFalse                     | [Boolean!] | [false] / false           | [true]                   | be false
          """)
  void eachConstraintTellsWhatItTakes(
      String constraint, String type, String taken, String refused, String demand) {
    var schema =
        Constrained.of(
            """
            type Query { ask(v: %s %s): Int }
            input Both { a: Int b: Int }
            """
                .formatted(type, constraint));
    for (var value : taken.split(" / ")) {
      assertThat(schema.messages("{ ask(v: %s) }".formatted(value))).as(value).isEmpty();
    }
    var name = constraint.replaceFirst("\\(.*", "");
    for (var value : refused.split(" / ")) {
      assertThat(schema.messages("{ ask(v: %s) }".formatted(value)))
          .as(value)
          .singleElement()
          .asString()
          .startsWith("ask(v")
          .endsWith(", and must %s (%s)".formatted(demand, name));
    }
    if (!type.endsWith("!")) {
      assertThat(schema.messages("{ ask(v: null) }")).isEmpty();
      assertThat(schema.messages("{ ask }")).isEmpty();
    }
  }

  @Test
  void thereAreAllConstraintsOfTheLibraryButExpressions() {
    var names =
        DirectiveConstraints.STANDARD_CONSTRAINTS.stream()
            .map(DirectiveConstraint::getName)
            .filter(name -> !name.equals("Expression"));
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Constraint.values()).map(Constraint::directive).toList());
  }

  @Test
  void eachHasTheArgumentsOfTheLibrarysWithoutItsMessage() {
    for (var constraint : DirectiveConstraints.STANDARD_CONSTRAINTS) {
      if (constraint.getName().equals("Expression")) {
        continue;
      }
      var theirs =
          new SchemaParser()
              .parse(constraint.getDocumentation().getDirectiveSDL())
              .getDirectiveDefinition(constraint.getName())
              .orElseThrow();
      var ours =
          new SchemaParser()
              .parse(Constrained.platform())
              .getDirectiveDefinition(constraint.getName())
              .orElseThrow();
      assertThat(ours.getInputValueDefinitions())
          .as(constraint.getName())
          .extracting(argument -> argument.getName())
          .isEqualTo(
              theirs.getInputValueDefinitions().stream()
                  .map(argument -> argument.getName())
                  .filter(name -> !name.equals("message"))
                  .toList());
    }
  }

  @Test
  void aValueIsFoundWhereverItStands() {
    assertThat(
            GARDEN.messages(
                """
                { find(filter: {or: [{name: "ok"}, {or: {name: "UP"}, grid: [[1], null, [2, 10]]}]}) {
                    named } }"""))
        .containsExactly(
            "find(filter.or[1].or[0].name) is \"UP\", and must match [a-z]* (@Pattern)",
            "find(filter.or[1].grid[2][1]) is 10, and must be from 0 to 9 (@Range)");
    assertThat(GARDEN.messages("{ find(names: [\"abc\", null, \"abcd\"]) { named } }"))
        .containsExactly("find(names[2]) is \"abcd\", and must have at most 3 characters (@Size)");
    assertThat(GARDEN.messages("{ find { find { named(as: \"too long a name\") } } }"))
        .containsExactly(
            "named(as) is \"too long a name\", and must have at most 8 characters (@Size)");
  }

  @Test
  void variablesAreLookedAtAsTheyAreCoerced() {
    var nested =
        "query ($f: Filter, $n: [String] = [\"x\", \"long one\"]) { find(filter: $f, names: $n) { named } }";
    assertThat(GARDEN.messages(nested, Map.of("f", Map.of("or", Map.of("price", 0)))))
        .containsExactly(
            "find(filter.or[0].price) is 0, and must be more than 0 (@Positive)",
            "find(names[1]) is \"long one\", and must have at most 3 characters (@Size)");
    assertThat(
            GARDEN.messages(
                "query ($p: Decimal) { find(filter: {price: $p}) { named } }",
                Map.of("p", "-1.50")))
        .containsExactly("find(filter.price) is -1.50, and must be more than 0 (@Positive)");
    var nothing = new HashMap<String, Object>();
    nothing.put("f", null);
    assertThat(GARDEN.messages("query ($f: Filter) { find(filter: $f) { named } }", nothing))
        .isEmpty();
  }

  @Test
  void eachViolatedConstraintIsAnErrorAtItsArgument() {
    var errors =
        GARDEN.errors(
            """
            query ($name: String) {
              find(
                first: 51,
                filter: {name: $name}
              ) { named }
            }""",
            Map.of("name", "UPPER-CASE"),
            Locale.ROOT);
    assertThat(errors)
        .extracting(error -> error.getMessage())
        .containsExactly(
            "find(filter.name) is \"UPPER-CASE\", and must have 2 to 5 characters (@Size)",
            "find(filter.name) is \"UPPER-CASE\", and must match [a-z]* (@Pattern)",
            "find(first) is 51, and must be at most 50 (@Max)");
    assertThat(errors)
        .extracting(error -> error.getLocations())
        .containsExactly(
            List.of(new SourceLocation(4, 5)),
            List.of(new SourceLocation(4, 5)),
            List.of(new SourceLocation(3, 5)));
    assertThat(errors)
        .allSatisfy(
            error ->
                assertThat(error.toSpecification().get("extensions"))
                    .isEqualTo(Map.of("code", "BAD_USER_INPUT")));
  }

  @Test
  void whatIsSkippedIsNotLookedAtAndWhatAFragmentHoldsIs() {
    assertThat(GARDEN.messages("{ find(first: 99) @skip(if: true) { named } slug }")).isEmpty();
    assertThat(
            GARDEN.messages(
                """
                query ($on: Boolean = true) { ...Q @include(if: $on) ... @include(if: $on) { ...Q } }
                fragment Q on Query { find(first: 99) { ...B } }
                fragment B on Bed { b: named(as: "far too long") }"""))
        .hasSize(2);
  }

  @Test
  void aValueIsShownInAFewCharacters() {
    var shown = GARDEN.messages("{ find(names: [\"%s\"]) { named } }".formatted("x".repeat(3_000)));
    assertThat(shown)
        .containsExactly(
            "find(names[0]) is \"%s\"… (3000 characters), and must have at most 3 characters (@Size)"
                .formatted("x".repeat(40)));
    // A character beyond the 16 bits is not cut into halves, and no control character is sent.
    var odd = "x".repeat(38) + "\n" + "\uD83C\uDF31" + "x";
    assertThat(
            GARDEN.messages("query ($n: [String]) { find(names: $n) { named } }", Map.of("n", odd)))
        .containsExactly(
            "find(names[0]) is \"%s\\n\"… (42 characters), and must have at most 3 characters (@Size)"
                .formatted("x".repeat(38)));
    assertThat(
            GARDEN.messages(
                "{ find(filter: {price: \"-%s\"}) { named } }".formatted("9".repeat(900))))
        .containsExactly(
            "find(filter.price) is -%s…, and must be more than 0 (@Positive)"
                .formatted("9".repeat(39)));
    assertThat(GARDEN.messages("{ find(filter: {or: [{}, {}, {}, {}]}) { named } }"))
        .containsExactly(
            "find(filter.or) is a list of 4, and must have at most 3 elements (@ContainerSize)");
  }

  @Test
  void noMoreThanTwentyViolationsAreListed() {
    var names = IntStream.range(0, 150).mapToObj(n -> "name " + n).toList();
    var messages =
        GARDEN.messages("query ($n: [String]) { find(names: $n) { named } }", Map.of("n", names));
    assertThat(messages).hasSize(21);
    assertThat(messages.get(19)).startsWith("find(names[19]) is");
    assertThat(messages.getLast())
        .isEqualTo("More values violate constraints: these are the first 20");
  }

  @Test
  void aVariableThatIsUsedAgainAndAgainIsNotLookedAtForEver() {
    var uses =
        IntStream.range(0, 150)
            .mapToObj("f%d: find(names: $n) { __typename }"::formatted)
            .collect(Collectors.joining(" "));
    var document = "query ($n: [String]) { %s }".formatted(uses);
    assertThat(GARDEN.messages(document, Map.of("n", List.of("a")))).isEmpty();
    assertThat(GARDEN.messages(document, Map.of("n", List.of("a", "b", "c"))))
        .singleElement()
        .asString()
        .startsWith("The arguments hold more than 400 values, those of a variable counted");
    assertThat(GARDEN.messages(document, Map.of("n", Collections.nCopies(100, null)))).hasSize(1);
    var texts =
        IntStream.range(0, 30)
            .mapToObj("s%d: letters(are: $t)"::formatted)
            .collect(Collectors.joining(" "));
    assertThat(
            GARDEN.messages(
                "query ($t: String) { %s }".formatted(texts), Map.of("t", "ab".repeat(250))))
        .singleElement()
        .asString()
        .startsWith("The arguments' texts have more than 10000 characters, those of a variable");
  }

  @Test
  void aTextCountsMoreThanOnceForALargePattern() {
    assertThat(GARDEN.messages("{ word(of: \"%s\") }".formatted("a".repeat(2_000)))).isEmpty();
    assertThat(GARDEN.messages("{ word(of: \"%s\") }".formatted("a".repeat(2_001))))
        .singleElement()
        .asString()
        .startsWith("The arguments' texts have more than 10000 characters");
  }

  /** A backtracking engine would take longer than there are years; the bound only ends the wait. */
  @Test
  @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
  void aPatternIsMatchedInLinearTimeWhateverTheText() {
    assertThat(GARDEN.messages("{ slug(is: \"%s\") }".formatted("a".repeat(4_000)))).hasSize(1);
    assertThat(GARDEN.messages("{ slug(is: \"%sb\") }".formatted("a".repeat(4_000)))).isEmpty();
  }

  /** java.util.regex calls itself for each of these letters. */
  @Test
  @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
  void aPatternIsMatchedWithoutADeepStack() {
    assertThat(GARDEN.messages("{ letters(are: \"%s\") }".formatted("ab".repeat(4_900)))).isEmpty();
  }

  @Test
  void messagesAreTheSameInEveryLanguage() {
    for (var locale : List.of(Locale.GERMAN, Locale.JAPANESE, Locale.forLanguageTag("ar"))) {
      assertThat(GARDEN.errors("{ find(first: 1000) { named } }", Map.of(), locale))
          .extracting(error -> error.getMessage())
          .containsExactly("find(first) is 1000, and must be at most 50 (@Max)");
    }
  }
}
