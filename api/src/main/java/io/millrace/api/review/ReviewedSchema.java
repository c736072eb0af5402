package io.millrace.api.review;

import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.EchoingWiringFactory;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.schema.scalar.PlatformScalars;
import java.util.stream.Collectors;

/**
 * The schema of a version without anything that executes it. Its scalars are the platform's own,
 * which know their literals; a domain's scalar takes any.
 */
final class ReviewedSchema {

  private ReviewedSchema() {}

  static GraphQLSchema of(TypeDefinitionRegistry published) {
    var known =
        PlatformScalars.all().stream()
            .map(GraphQLScalarType::getName)
            .collect(Collectors.toUnmodifiableSet());
    var wiring =
        EchoingWiringFactory.newEchoingWiring(
            builder -> {
              PlatformScalars.register(builder);
              published.scalars().keySet().stream()
                  .filter(name -> !ScalarInfo.isGraphqlSpecifiedScalar(name))
                  .filter(name -> !known.contains(name))
                  .map(EchoingWiringFactory::fakeScalar)
                  .forEach(builder::scalar);
            });
    return new SchemaGenerator().makeExecutableSchema(published, wiring);
  }
}
