package io.millrace.storefront.order;

import io.millrace.storefront.customer.Customer;
import io.millrace.storefront.graphql.types.OrderErrorCode;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Who orders and where it goes.
 *
 * @param customerId null for a guest
 * @param country by its English name
 */
record Recipient(@Nullable Long customerId, String country) {

  private static final int MAX_COUNTRY_LENGTH = 100;

  /** A guest, who has to name a country. */
  static Recipient guest(@Nullable String country) {
    return checked(null, country == null ? "" : country.strip());
  }

  /** A customer, whose own country is meant where none is named. */
  static Recipient customer(Customer customer, @Nullable String country) {
    return checked(customer.id(), country == null ? customer.country() : country.strip());
  }

  private static Recipient checked(@Nullable Long customerId, String country) {
    new Violations()
        .unless(
            !country.isEmpty() && country.length() <= MAX_COUNTRY_LENGTH,
            FieldPath.of("country"),
            OrderErrorCode.COUNTRY_INVALID,
            "An order goes to a country, named by 1 to %d characters".formatted(MAX_COUNTRY_LENGTH))
        .refuseIfAny();
    return new Recipient(customerId, country);
  }
}
