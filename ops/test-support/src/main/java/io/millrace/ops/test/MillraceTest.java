package io.millrace.ops.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class whose methods take a {@link RunningMillrace}.
 *
 * <p>Postgres, Elasticsearch, Redis, API and projector are started once for all test classes of the
 * JVM and stopped at its end; the database is migrated and otherwise empty. Nothing is emptied
 * between tests: take fresh names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(MillraceExtension.class)
public @interface MillraceTest {}
