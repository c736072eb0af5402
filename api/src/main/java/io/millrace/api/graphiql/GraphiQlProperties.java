package io.millrace.api.graphiql;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The page to try operations in.
 *
 * @param enabled whether {@code /graphiql} answers; where it is not said, in development only
 * @param tokens a JSON file with a bearer token by the name of its caller: the page sends an
 *     operation that says {@code # as: <caller>} with the caller's token. Whoever uses this machine
 *     can be any of them; in production mode the page does not start with it
 */
@ConfigurationProperties("millrace.api.graphiql")
record GraphiQlProperties(@Nullable Boolean enabled, @Nullable Path tokens) {}
