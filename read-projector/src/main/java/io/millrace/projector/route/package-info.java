/**
 * From changed rows to the keys of the documents that they touch. Batches of row changes come in,
 * sets of keys go out through {@link io.millrace.projector.route.KeyConsumer}: the seam at which a
 * router and many projectors can part (DESIGN.md, "Beyond one machine").
 */
@NullMarked
package io.millrace.projector.route;

import org.jspecify.annotations.NullMarked;
