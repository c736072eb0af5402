package io.millrace.storefront.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "0.0001", "2.50000000", "999999999999999.9999", "1E+14"})
  void acceptsWhatItsColumnHoldsExactly(String amount) {
    assertThat(violations(amount, "GBP")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "0.00001", "1000000000000000", "1E+15", "1E+999999999", "1E-999999999"})
  void refusesWhatIsNotPositiveOrDoesNotFit(String amount) {
    assertThat(violations(amount, "GBP")).containsExactly("PRICE_INVALID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gbp", "GPB", "POUND"})
  void refusesACurrencyThatDoesNotExist(String currency) {
    assertThat(violations("1", currency)).containsExactly("CURRENCY_INVALID");
  }

  private static List<String> violations(String amount, String currency) {
    var violations = new Violations();
    new Price(new BigDecimal(amount), currency).check(FieldPath.ROOT, violations);
    return violations.found().stream().map(violation -> violation.code()).toList();
  }
}
