/**
 * What stands round every call to a store: a call goes in, and comes out with its attempts, its
 * circuit breaker and its bulkhead, as {@code resilience4j.*} configures them by the store's name.
 */
@NullMarked
package io.millrace.api.guard;

import org.jspecify.annotations.NullMarked;
