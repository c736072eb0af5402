package io.millrace.api.graphql;

import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.graphql.execution.GraphQlSource.SchemaResourceBuilder;

/**
 * Hands Spring for GraphQL the published SDL. It reads resources, not registries, so the registry
 * is printed; what it would find by itself on the class path is the domain's whole SDL.
 */
final class PublishedSchema implements GraphQlSourceBuilderCustomizer {

  private final TypeDefinitionRegistry published;

  PublishedSchema(TypeDefinitionRegistry published) {
    this.published = published;
  }

  @Override
  public void customize(SchemaResourceBuilder builder) {
    builder.schemaResources(
        new ByteArrayResource(sdl().getBytes(StandardCharsets.UTF_8), "the published schema"));
  }

  private String sdl() {
    var definitions = new ArrayList<Definition>();
    published.schemaDefinition().ifPresent(definitions::add);
    definitions.addAll(published.getDirectiveDefinitions().values());
    // The scalars that GraphQL itself has are among them, and must not be defined again.
    published.scalars().values().stream()
        .filter(scalar -> !ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName()))
        .forEach(definitions::add);
    definitions.addAll(published.types().values());
    published.objectTypeExtensions().values().forEach(definitions::addAll);
    published.interfaceTypeExtensions().values().forEach(definitions::addAll);
    published.unionTypeExtensions().values().forEach(definitions::addAll);
    published.enumTypeExtensions().values().forEach(definitions::addAll);
    published.inputObjectTypeExtensions().values().forEach(definitions::addAll);
    return AstPrinter.printAst(
        Document.newDocument().definitions(List.copyOf(definitions)).build());
  }
}
