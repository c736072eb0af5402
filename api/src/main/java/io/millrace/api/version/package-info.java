/**
 * Which dated version of the API a request is answered in: by its path, by its header, or the
 * newest. Each version is an executable schema of its own.
 */
@NullMarked
package io.millrace.api.version;

import org.jspecify.annotations.NullMarked;
