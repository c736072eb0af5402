/**
 * The GraphQL server as an application: what switches it on, its configuration and its start. A
 * domain joins by its jars; nothing here knows one.
 */
@NullMarked
package io.millrace.api;

import org.jspecify.annotations.NullMarked;
