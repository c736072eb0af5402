package io.millrace.storefront.retail;

/** Why a line is no line of an order. The rules themselves, in this order, are in lines.sql. */
public enum Rejection {
  /** There is nothing to say what was sold. */
  STOCK_CODE_BLANK("stock code blank"),
  /** Zero or less: write-offs, samples, corrections of debt. */
  UNIT_PRICE_NOT_POSITIVE("unit price not positive"),
  /** Zero, or negative in a sale, or positive in a return. */
  QUANTITY_OF_WRONG_SIGN("quantity zero or of the wrong sign");

  private final String words;

  Rejection(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }
}
