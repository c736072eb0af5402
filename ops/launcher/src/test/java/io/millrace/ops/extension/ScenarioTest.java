package io.millrace.ops.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScenarioTest {

  private static final String PAGE =
      """
      # scenario: product page
      # variables: select json_build_object('slug', slug) from product
      #   order by id
      query ProductPage($slug: String!) { product(slug: $slug) { name } }
      """;

  @Test
  void isReadFromTheCommentsAheadOfItsOperation() {
    var scenario = Scenario.parse("page.graphql", PAGE);

    assertThat(scenario.name()).isEqualTo("product page");
    assertThat(scenario.variables())
        .isEqualTo("select json_build_object('slug', slug) from product order by id");
    assertThat(scenario.document()).isEqualTo(PAGE);
    assertThat(scenario.isMutation()).isFalse();
  }

  @Test
  void isNobodysInParticularUnlessItSaysWhose() {
    assertThat(Scenario.parse("page.graphql", PAGE).caller()).isEmpty();
    var ofTheStaff = Scenario.parse("page.graphql", "# as: staff\n" + PAGE);
    assertThat(ofTheStaff.caller()).isEqualTo("staff");
    assertThat(ofTheStaff.name()).isEqualTo("product page");
    assertThat(ofTheStaff.variables()).isEqualTo(Scenario.parse("page.graphql", PAGE).variables());
  }

  @Test
  void changesSomethingWhereItsOperationIsAMutation() {
    var mutation = PAGE.replace("query ProductPage", "mutation ProductPage");

    assertThat(Scenario.parse("page.graphql", mutation).isMutation()).isTrue();
  }

  @Test
  void isRefusedWithoutItsVariables() {
    assertThatThrownBy(
            () -> Scenario.parse("page.graphql", PAGE.replace("variables:", "variable:")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("page.graphql");
  }
}
