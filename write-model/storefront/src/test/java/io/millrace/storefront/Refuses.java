package io.millrace.storefront;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the rule that has this error code; it fails when no command that it ran was refused
 * with the code. {@link RefusalsTest} fails for a code that no test names.
 */
@Test
@ExtendWith(RefusesExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@interface Refuses {

  /** The enum's name and the code, such as {@code ProductErrorCode.SLUG_TAKEN}. */
  String value();
}
