@NullMarked
package io.millrace.api.error;

import org.jspecify.annotations.NullMarked;
