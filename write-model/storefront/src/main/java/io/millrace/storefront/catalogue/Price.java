package io.millrace.storefront.catalogue;

import io.millrace.storefront.graphql.types.MoneyInput;
import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A price as somebody gives it.
 *
 * @param amount in major units of the currency
 * @param currency the currency's code in ISO 4217
 */
record Price(BigDecimal amount, String currency) {

  private static final int MAX_SCALE = 4;
  private static final int MAX_INTEGER_DIGITS = 15;

  static @Nullable Price of(@Nullable MoneyInput input) {
    return input == null ? null : new Price(input.getAmount(), input.getCurrencyCode());
  }

  /** Checks that the price is positive, fits its column exactly, and has a real currency. */
  void check(FieldPath at, Violations violations) {
    violations
        .unless(
            amount.signum() > 0
                && amount.stripTrailingZeros().scale() <= MAX_SCALE
                && (long) amount.precision() - amount.scale() <= MAX_INTEGER_DIGITS,
            at.child("amount"),
            ProductErrorCode.PRICE_INVALID,
            "A price is positive, below 1,000,000,000,000,000, and has at most four decimal places")
        .unless(
            isCurrency(currency),
            at.child("currencyCode"),
            ProductErrorCode.CURRENCY_INVALID,
            "A currency is a code of ISO 4217, such as GBP");
  }

  private static boolean isCurrency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode().equals(code);
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }
}
