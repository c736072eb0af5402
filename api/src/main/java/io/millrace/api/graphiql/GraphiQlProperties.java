package io.millrace.api.graphiql;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The page to try operations in.
 *
 * @param enabled whether {@code /graphiql} answers; for development, {@code up} switches it on
 */
@ConfigurationProperties("millrace.api.graphiql")
record GraphiQlProperties(@DefaultValue("false") boolean enabled) {}
