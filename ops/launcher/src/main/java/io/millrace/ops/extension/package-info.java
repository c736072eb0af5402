/**
 * Where a domain plugs into the launcher: commands of its own and data to begin with. A domain
 * needs none of it; where it has some, the launcher finds it by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.millrace.ops.extension;

import org.jspecify.annotations.NullMarked;
