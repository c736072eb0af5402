/**
 * Writes a project of one's own: a domain with one entity, one command and one test, that builds
 * and runs as it is. Its files are resources of this package, in {@code template/}.
 */
@NullMarked
package io.millrace.ops.project;

import org.jspecify.annotations.NullMarked;
