package io.millrace.storefront.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A variant as it is offered while an order holds it.
 *
 * @param price null where it can't be ordered
 * @param active whether its product is offered
 */
record OfferedVariant(
    long id,
    long productId,
    String productName,
    String name,
    String sku,
    @Nullable BigDecimal price,
    String currency,
    int stock,
    boolean active) {}
