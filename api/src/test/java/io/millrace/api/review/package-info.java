@NullMarked
package io.millrace.api.review;

import org.jspecify.annotations.NullMarked;
