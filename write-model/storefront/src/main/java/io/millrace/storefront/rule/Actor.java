package io.millrace.storefront.rule;

import io.millrace.schema.key.DocumentKey;
import io.millrace.write.command.Caller;
import org.jspecify.annotations.Nullable;

/**
 * For whom a caller may act: customers, whose key is their token's subject, for themselves, the
 * staff for everybody.
 *
 * @param customerId the caller's own key; {@link RowId#NONE} where the subject is no key
 * @param isStaff whether the token has the staff's scope
 */
public record Actor(long customerId, boolean isStaff) {

  /** What allows the staff to order, pay, ship and cancel. */
  public static final String ORDERS = "staff:orders";

  /** What allows the staff to change customers. */
  public static final String CUSTOMERS = "staff:customers";

  /** What allows the staff to write, edit and delete reviews. */
  public static final String REVIEWS = "staff:reviews";

  /** The actor that a caller is where the staff needs this scope. */
  public static Actor of(Caller caller, String staffScope) {
    return new Actor(
        caller.subject().map(Actor::key).orElse(RowId.NONE), caller.hasScope(staffScope));
  }

  /** Whether the caller may act for a customer; for a guest only the staff may. */
  public boolean actsFor(@Nullable Long customer) {
    return isStaff || (customer != null && customer != RowId.NONE && customer == customerId);
  }

  /**
   * The customer that a command means: the one it names, or else the caller.
   *
   * @return {@link RowId#NONE} where the caller may not act for the named one, which ends in "not
   *     found" whether or not that customer exists
   */
  public long customer(@Nullable DocumentKey named) {
    long meant = named == null ? customerId : RowId.of(named);
    return actsFor(meant) ? meant : RowId.NONE;
  }

  /** The one way to write a key counts, as it does where documents are compared with claims. */
  private static long key(String subject) {
    long key = RowId.of(DocumentKey.of("Customer", subject));
    return Long.toString(key).equals(subject) ? key : RowId.NONE;
  }
}
