@NullMarked
package io.millrace.api.persisted;

import org.jspecify.annotations.NullMarked;
