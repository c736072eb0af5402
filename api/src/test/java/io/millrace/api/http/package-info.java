@NullMarked
package io.millrace.api.http;

import org.jspecify.annotations.NullMarked;
