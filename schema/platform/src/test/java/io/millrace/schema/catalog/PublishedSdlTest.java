package io.millrace.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQL;
import graphql.introspection.IntrospectionQuery;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.AstPrinter;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaPrinter;
import io.millrace.schema.scalar.PlatformScalars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublishedSdlTest {

  private static final Path EXPECTED = Path.of("src/test/resources/good/published.graphqls");

  private final Catalog catalog = new CatalogLoader().load(Fixtures.good());

  @Test
  void printsAsCleanSdl() throws IOException {
    var options =
        SchemaPrinter.Options.defaultOptions()
            .includeDirectiveDefinitions(false)
            .includeDirectives(
                name ->
                    catalog.published().getDirectiveDefinition(name).isPresent()
                        || name.equals("deprecated")
                        || name.equals("specifiedBy"));
    var sdl = new SchemaPrinter(options).print(executable());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(EXPECTED, sdl);
    }
    assertThat(sdl).isEqualTo(Files.readString(EXPECTED));
  }

  @Test
  void hidesInaccessibleFieldsAndTypesThatOnlyTheyReach() {
    assertThat(executable().getType("Head")).isNull();
    assertThat(executable().getType("VisibleWhen")).isNull();
    assertThat(executable().getObjectType("Author").getFieldDefinition("booksHead")).isNull();
    assertThat(executable().getObjectType("Author").getFieldDefinition("books")).isNotNull();
    assertThat(catalog.definitions().getType("Head")).isPresent();
  }

  @Test
  void keepsConstraintsAndDefinesThoseThatAreUsed() {
    assertThat(catalog.published().getDirectiveDefinitions())
        .containsKeys("Size", "NotBlank", "Range")
        .doesNotContainKeys("Pattern", "Min", "refs");
  }

  @Test
  void answersIntrospection() {
    var answer =
        GraphQL.newGraphQL(executable()).build().execute(IntrospectionQuery.INTROSPECTION_QUERY);
    assertThat(answer.getErrors()).isEmpty();
    var printed =
        AstPrinter.printAst(new IntrospectionResultToSchema().createSchemaDefinition(answer));
    assertThat(printed)
        .contains("type Book implements Node")
        .doesNotContain("authorId: ID @", "Head");
  }

  private GraphQLSchema executable() {
    var wiring = RuntimeWiring.newRuntimeWiring();
    PlatformScalars.register(wiring);
    wiring.scalar(StandInScalar.named("Zone"));
    wiring.type(
        "Node",
        type -> type.typeResolver(environment -> environment.getSchema().getObjectType("Book")));
    return new SchemaGenerator().makeExecutableSchema(catalog.published(), wiring.build());
  }
}
