package io.millrace.storefront.customer;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.CustomerErrorCode;
import io.millrace.storefront.rule.ExpectedVersion;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Somebody who orders, and the rules of the account.
 *
 * @param id null until it is saved
 * @param number null until it is saved where the shop gives it
 * @param email null where none is known
 * @param country by its English name
 * @param version counts the changes; null until it is saved
 */
@Table("customer")
public record Customer(
    @Id @Nullable Long id,
    @Nullable String number,
    String name,
    @Nullable String email,
    String country,
    @Version @Nullable Long version) {

  private static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_EMAIL_LENGTH = 320;
  private static final int MAX_COUNTRY_LENGTH = 100;
  private static final int MAX_NUMBER_LENGTH = 64;

  /**
   * What the numbers begin with that the database gives: a number from elsewhere never meets one.
   */
  private static final String GIVEN_HERE = "C-";

  /** Whether mail arrives is for mail to find out: this refuses what is certainly no address. */
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s]+@[^@\\s]+", Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * A new customer.
   *
   * @param number given by the database where it is null
   */
  static Customer register(
      String name, @Nullable String email, String country, @Nullable String number) {
    var customer =
        new Customer(
            null,
            number == null ? null : number.strip(),
            name.strip(),
            emptyAsNone(email),
            country.strip(),
            null);
    var violations = customer.checked();
    if (customer.number != null) {
      violations.unless(
          !customer.number.isEmpty()
              && customer.number.length() <= MAX_NUMBER_LENGTH
              && !customer.number.startsWith(GIVEN_HERE),
          FieldPath.of("number"),
          CustomerErrorCode.NUMBER_INVALID,
          "A number has 1 to %d characters and does not begin with %s, as those do that the shop gives"
              .formatted(MAX_NUMBER_LENGTH, GIVEN_HERE));
    }
    violations.refuseIfAny();
    return customer;
  }

  /**
   * The customer with these changes, which concern the version {@code expected} where it is given;
   * what is null stays as it is, and an empty address is taken away.
   */
  Customer update(
      @Nullable String newName,
      @Nullable String newEmail,
      @Nullable String newCountry,
      @Nullable Integer expected) {
    ExpectedVersion.check(expected, version, CustomerErrorCode.CONFLICT, "customer");
    var updated =
        new Customer(
            id,
            number,
            newName == null ? name : newName.strip(),
            newEmail == null ? email : emptyAsNone(newEmail),
            newCountry == null ? country : newCountry.strip(),
            version);
    updated.checked().refuseIfAny();
    return updated;
  }

  DocumentKey key() {
    return DocumentKey.of("Customer", Objects.requireNonNull(id, "the customer is not saved yet"));
  }

  private Violations checked() {
    return new Violations()
        .unless(
            !name.isEmpty() && name.length() <= MAX_NAME_LENGTH,
            FieldPath.of("name"),
            CustomerErrorCode.NAME_INVALID,
            "A name has 1 to %d characters".formatted(MAX_NAME_LENGTH))
        .unless(
            email == null || (email.length() <= MAX_EMAIL_LENGTH && EMAIL.matcher(email).matches()),
            FieldPath.of("email"),
            CustomerErrorCode.EMAIL_INVALID,
            "An address is like name@example.com, with at most %d characters"
                .formatted(MAX_EMAIL_LENGTH))
        .unless(
            !country.isEmpty() && country.length() <= MAX_COUNTRY_LENGTH,
            FieldPath.of("country"),
            CustomerErrorCode.COUNTRY_INVALID,
            "A country has 1 to %d characters".formatted(MAX_COUNTRY_LENGTH));
  }

  private static @Nullable String emptyAsNone(@Nullable String email) {
    return email == null || email.isBlank() ? null : email.strip();
  }
}
