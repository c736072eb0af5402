package io.millrace.api.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.AccessRule;
import io.millrace.schema.catalog.AccessRules;
import io.millrace.schema.version.VersionNames;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rules of fields before what answers them, the engine or a controller: a caller who does
 * not meet a rule gets null with an error. Fields without a rule keep their fetchers as they are.
 */
final class GuardedFields extends GraphQLTypeVisitorStub {

  private final AccessRules rules;
  private final VersionNames names;

  /**
   * @param names of the version whose fields are guarded; rules know them by their declared ones
   */
  GuardedFields(AccessRules rules, VersionNames names) {
    this.rules = rules;
    this.names = names;
  }

  private record Guarded(AccessRule rule, String field, DataFetcher<?> fetcher)
      implements DataFetcher<Object> {

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
      Viewer.of(environment.getGraphQlContext()).require(rule, field);
      return fetcher.get(environment);
    }
  }

  @Override
  public TraversalControl visitGraphQLFieldDefinition(
      GraphQLFieldDefinition field, TraverserContext<GraphQLSchemaElement> context) {
    if (context.getParentNode() instanceof GraphQLObjectType type) {
      var rule =
          rules.ofField(
              names.declaredType(type.getName()),
              names.declaredMember(type.getName(), field.getName()));
      if (!rule.isOpen()) {
        guard(type, field, rule, context.getVarFromParents(GraphQLCodeRegistry.Builder.class));
      }
    }
    return TraversalControl.CONTINUE;
  }

  private static void guard(
      GraphQLObjectType type,
      GraphQLFieldDefinition field,
      AccessRule rule,
      GraphQLCodeRegistry.Builder code) {
    var coordinates = FieldCoordinates.coordinates(type, field);
    code.dataFetcher(
        coordinates,
        new Guarded(rule, coordinates.toString(), code.getDataFetcher(coordinates, field)));
  }
}
