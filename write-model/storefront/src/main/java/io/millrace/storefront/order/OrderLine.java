package io.millrace.storefront.order;

import java.math.BigDecimal;

/**
 * A line of an order, with the names and the price of the moment.
 *
 * @param position from 1
 */
record OrderLine(
    int position,
    long variantId,
    long productId,
    String productName,
    String variantName,
    String sku,
    BigDecimal unitPrice,
    int quantity) {}
