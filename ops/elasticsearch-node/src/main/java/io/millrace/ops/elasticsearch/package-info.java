/**
 * A real Elasticsearch node in a JVM of its own, put together from the server's Maven artifacts. In
 * goes a folder and a port, out comes the command that runs the node; {@link
 * io.millrace.ops.elasticsearch.ElasticsearchNode} is what that command runs. Only that class and
 * the {@code analysis} package see Elasticsearch's types, and they load in the node's JVM alone.
 */
@NullMarked
package io.millrace.ops.elasticsearch;

import org.jspecify.annotations.NullMarked;
