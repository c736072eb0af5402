package io.millrace.api.graphiql;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The page to try operations in.
 *
 * @param enabled whether {@code /graphiql} answers; where it is not said, in development only
 */
@ConfigurationProperties("millrace.api.graphiql")
record GraphiQlProperties(@Nullable Boolean enabled) {}
