/**
 * The analysis components that the distribution's {@code analysis-common} module has and the Maven
 * repository does not carry, under their official names and options, so that one mapping runs here
 * and on a real cluster. The filters themselves are Lucene's; this package is a plugin of the node
 * and nothing else refers to it.
 */
@NullMarked
package io.millrace.ops.elasticsearch.analysis;

import org.jspecify.annotations.NullMarked;
