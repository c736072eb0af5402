package io.millrace.storefront.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AbstractDescribedNode;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.OperationTypeDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StorefrontSchemaTest {

  private static final GraphQLSchema SCHEMA =
      UnExecutableSchemaGenerator.makeUnExecutableSchema(
          new SchemaParser().parse(platform() + String.join("\n", files("graphql"))));

  @Test
  void makesAValidSchemaTogetherWithThePlatformsSdl() {
    assertThat(SCHEMA.getQueryType().getFieldDefinition("products")).isNotNull();
    assertThat(Objects.requireNonNull(SCHEMA.getMutationType()).getFieldDefinition("orderPlace"))
        .isNotNull();
  }

  @TestFactory
  Stream<DynamicTest> describesEveryTypeFieldArgumentAndValue() {
    return files("graphql").stream()
        .map(Parser::parse)
        .map(Document::getDefinitions)
        .flatMap(List::stream)
        .flatMap(StorefrontSchemaTest::withChildren)
        .filter(StorefrontSchemaTest::isPublished)
        .map(
            node ->
                DynamicTest.dynamicTest(
                    ((NamedNode<?>) node).getName() + " " + node.getSourceLocation(),
                    () ->
                        assertThat(((AbstractDescribedNode<?>) node).getDescription())
                            .as("description")
                            .isNotNull()));
  }

  @Test
  void hasAReadModelFileForEveryReadModelAndNoOther() {
    var types =
        SCHEMA.getAllTypesAsList().stream()
            .filter(GraphQLObjectType.class::isInstance)
            .map(GraphQLObjectType.class::cast)
            .filter(type -> type.hasAppliedDirective("readModel"))
            .map(type -> "-- read model: " + type.getName())
            .toList();
    var statements = files("read-models").stream().map(sql -> sql.lines().findFirst().orElse(""));

    assertThat(statements).containsExactlyInAnyOrderElementsOf(types);
  }

  private static Stream<Node<?>> withChildren(Node<?> node) {
    return Stream.concat(
        Stream.of(node),
        node.getChildren().stream().flatMap(child -> withChildren((Node<?>) child)));
  }

  private static boolean isPublished(Node<?> node) {
    return switch (node) {
      case OperationTypeDefinition operation -> false;
      case graphql.language.ObjectTypeExtensionDefinition extension -> false;
      case ObjectTypeDefinition type -> true;
      case InputObjectTypeDefinition type -> true;
      case EnumTypeDefinition type -> true;
      case FieldDefinition field -> true;
      case InputValueDefinition argument -> true;
      case EnumValueDefinition value -> true;
      default -> false;
    };
  }

  private static String platform() {
    try (var sdl =
        StorefrontSchemaTest.class.getResourceAsStream("/io/millrace/schema/platform.graphqls")) {
      return new String(Objects.requireNonNull(sdl).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> files(String folder) {
    var root = Objects.requireNonNull(StorefrontSchemaTest.class.getResource("/" + folder));
    try (var paths = Files.list(Path.of(root.toURI()))) {
      return paths.sorted().map(StorefrontSchemaTest::text).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
