package io.millrace.storefront.retail;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice, as the file has it.
 *
 * @param line where its record begins in the file, the header's line being 1
 * @param invoice the invoice's number
 * @param code the stock code in upper case; null where it is blank
 * @param description without outer white space; null where it is blank
 * @param quantity negative in returns
 * @param invoicedAt the file's local time taken as UTC
 * @param unitPrice exact, at most four decimals
 * @param customer the customer's number; null where there is none
 * @param country never blank
 */
record RetailLine(
    long line,
    String invoice,
    @Nullable String code,
    @Nullable String description,
    int quantity,
    Instant invoicedAt,
    BigDecimal unitPrice,
    @Nullable String customer,
    String country) {}
