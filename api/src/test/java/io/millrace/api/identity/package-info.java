/** Tests of the parts of callers' identity, and an issuer for all tests. */
@NullMarked
package io.millrace.api.identity;

import org.jspecify.annotations.NullMarked;
