package io.millrace.api.version;

import graphql.schema.GraphQLSchema;
import io.millrace.schema.version.ApiVersion;

/** The executable schemas of the versions. */
@FunctionalInterface
public interface VersionedSchemas {

  /** What operations of a version are executed against. */
  GraphQLSchema schema(ApiVersion version);
}
