/**
 * Real Postgres, Elasticsearch and Redis on the loopback interface, started from Maven artifacts:
 * durable under one folder for {@code up} ({@link io.millrace.ops.stack.LocalStack}), or thrown
 * away with the JVM for tests ({@link io.millrace.ops.stack.TestStack}). In go a folder and ports,
 * out come handles with addresses that can be stopped, killed and restarted.
 */
@NullMarked
package io.millrace.ops.stack;

import org.jspecify.annotations.NullMarked;
