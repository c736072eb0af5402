/**
 * What clients may spend: each has a bucket that an operation's cost is poured into before it runs
 * and that leaks at a steady rate. When the answer is there, what it did cost takes the place of
 * what it might have. The buckets are in the guards' Redis, for all nodes together; while that is
 * away, each node has its own. Beside it, requests are counted by address and by client.
 */
@NullMarked
package io.millrace.api.budget;

import org.jspecify.annotations.NullMarked;
