package io.millrace.storefront.customer;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Somebody who orders.
 *
 * @param country by its English name
 */
@Table("customer")
public record Customer(@Id Long id, String number, String name, String country) {}
