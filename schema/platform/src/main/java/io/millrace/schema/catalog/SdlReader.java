package io.millrace.schema.catalog;

import graphql.GraphQLError;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.SourceLocation;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.MultiSourceReader;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.errors.SchemaProblem;
import graphql.schema.validation.InvalidSchemaException;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.scalar.PlatformScalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses SDL files and merges them; what GraphQL itself forbids becomes problems here. */
final class SdlReader {

  /** graphql-java writes places into its messages, without the file. */
  private static final Pattern PLACES = Pattern.compile("\\s*\\[@\\d+:\\d+]");

  private static final String FORBIDDEN =
      "GraphQL itself forbids this: https://spec.graphql.org/October2021/#sec-Type-System.";

  private final Problems problems;

  SdlReader(Problems problems) {
    this.problems = problems;
  }

  /** The SDL of all files, or nothing where it is no valid GraphQL. */
  Optional<Sdl> read(List<SourceFile> files) {
    var definitions = new ArrayList<Definition>();
    files.forEach(file -> definitions.addAll(parse(file)));
    if (problems.any()) {
      return Optional.empty();
    }
    try {
      var parsed =
          new SchemaParser().buildRegistry(Document.newDocument().definitions(definitions).build());
      namesTypes(definitions, parsed);
      if (!problems.any()) {
        checkAsGraphQl(parsed);
      }
      return problems.any() ? Optional.empty() : Optional.of(new Sdl(merge(parsed)));
    } catch (SchemaProblem e) {
      e.getErrors().forEach(error -> report(error, ""));
    } catch (InvalidSchemaException e) {
      // The first line is a headline; the errors follow, one a line, without their places.
      String.valueOf(e.getMessage()).lines().skip(1).forEach(this::reportWithoutPlace);
    }
    return Optional.empty();
  }

  /** Reports what makes one version's view of the SDL no valid GraphQL. */
  void check(Sdl view, String version) {
    try {
      checkAsGraphQl(view.registry());
    } catch (SchemaProblem e) {
      e.getErrors().forEach(error -> report(error, " (in the version %s)".formatted(version)));
    } catch (InvalidSchemaException e) {
      String.valueOf(e.getMessage())
          .lines()
          .skip(1)
          .forEach(line -> reportWithoutPlace("%s (in the version %s)".formatted(line, version)));
    }
  }

  private List<Definition> parse(SourceFile file) {
    var reader =
        MultiSourceReader.newMultiSourceReader()
            .string(file.text(), file.name())
            .trackData(true)
            .build();
    var environment =
        ParserEnvironment.newParserEnvironment()
            .document(reader)
            .parserOptions(ParserOptions.getDefaultSdlParserOptions())
            .build();
    if (file.text().lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
      return List.of();
    }
    try {
      return Parser.parse(environment).getDefinitions();
    } catch (InvalidSyntaxException e) {
      var location = e.getLocation();
      var token = e.getOffendingToken();
      problems.add(
          file.name(),
          location == null ? 1 : Math.max(1, location.getLine()),
          token == null || token.equals("<EOF>")
              ? "The file ends, or breaks off, inside a definition"
              : "`%s` can't stand here".formatted(token),
          "Correct the syntax: https://spec.graphql.org/October2021/#sec-Type-System.");
      return List.of();
    }
  }

  /** Reports unknown types at the field that names them; graphql-java names the type around it. */
  private void namesTypes(List<Definition> definitions, TypeDefinitionRegistry parsed) {
    for (var definition : definitions) {
      namesTypes((Node<?>) definition, parsed);
    }
  }

  private void namesTypes(Node<?> node, TypeDefinitionRegistry parsed) {
    if (node instanceof TypeName type && !parsed.hasType(type)) {
      problems.at(
          type, "There is no type %s".formatted(type.getName()), "Define it, or correct the name.");
    }
    node.getChildren().forEach(child -> namesTypes((Node<?>) child, parsed));
  }

  /** Lets graphql-java check names, types, interfaces and the use of directives. */
  private void checkAsGraphQl(TypeDefinitionRegistry parsed) {
    var wiring = RuntimeWiring.newRuntimeWiring();
    PlatformScalars.register(wiring);
    parsed.scalars().values().stream()
        .filter(Sdl::isDomains)
        .forEach(scalar -> wiring.scalar(StandInScalar.named(scalar.getName())));
    parsed
        .getTypes(InterfaceTypeDefinition.class)
        .forEach(type -> resolveNothing(type.getName(), wiring));
    parsed
        .getTypes(UnionTypeDefinition.class)
        .forEach(type -> resolveNothing(type.getName(), wiring));
    new SchemaGenerator().makeExecutableSchema(parsed, wiring.build());
  }

  @SuppressWarnings("NullAway") // nothing is executed: the resolver is only asked to exist
  private static void resolveNothing(String type, RuntimeWiring.Builder wiring) {
    wiring.type(type, builder -> builder.typeResolver(environment -> null));
  }

  private void reportWithoutPlace(String message) {
    problems.add("graphql/", 1, message, FORBIDDEN);
  }

  private void report(GraphQLError error, String where) {
    var locations = error.getLocations();
    var message = PLACES.matcher(error.getMessage()).replaceAll("");
    var location = locations == null || locations.isEmpty() ? null : locations.getFirst();
    problems.at(
        location == null ? new SourceLocation(1, 1, "graphql/") : location,
        message + where,
        FORBIDDEN);
  }

  private static TypeDefinitionRegistry merge(TypeDefinitionRegistry parsed) {
    var merged = new TypeDefinitionRegistry();
    parsed.schemaDefinition().ifPresent(merged::add);
    parsed.getSchemaExtensionDefinitions().forEach(merged::add);
    parsed.getDirectiveDefinitions().values().forEach(merged::add);
    parsed.scalars().values().stream()
        .filter(scalar -> !ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName()))
        .forEach(scalar -> merged.add((ScalarTypeDefinition) scalar));
    parsed.types().values().forEach(type -> merged.add(merge(type, parsed)));
    return merged;
  }

  private static SDLDefinition<?> merge(TypeDefinition<?> type, TypeDefinitionRegistry parsed) {
    var name = type.getName();
    return switch (type) {
      case ObjectTypeDefinition object -> {
        var parts = extensions(parsed.objectTypeExtensions(), name);
        yield object.transform(
            builder ->
                builder
                    .fieldDefinitions(
                        join(object, parts, ObjectTypeDefinition::getFieldDefinitions))
                    .implementz(join(object, parts, ObjectTypeDefinition::getImplements))
                    .directives(join(object, parts, ObjectTypeDefinition::getDirectives)));
      }
      case InterfaceTypeDefinition face -> {
        var parts = extensions(parsed.interfaceTypeExtensions(), name);
        yield face.transform(
            builder ->
                builder
                    .definitions(join(face, parts, InterfaceTypeDefinition::getFieldDefinitions))
                    .implementz(join(face, parts, InterfaceTypeDefinition::getImplements))
                    .directives(join(face, parts, InterfaceTypeDefinition::getDirectives)));
      }
      case InputObjectTypeDefinition input -> {
        var parts = extensions(parsed.inputObjectTypeExtensions(), name);
        yield input.transform(
            builder ->
                builder
                    .inputValueDefinitions(
                        join(input, parts, InputObjectTypeDefinition::getInputValueDefinitions))
                    .directives(join(input, parts, InputObjectTypeDefinition::getDirectives)));
      }
      case EnumTypeDefinition values -> {
        var parts = extensions(parsed.enumTypeExtensions(), name);
        yield values.transform(
            builder ->
                builder
                    .enumValueDefinitions(
                        join(values, parts, EnumTypeDefinition::getEnumValueDefinitions))
                    .directives(join(values, parts, EnumTypeDefinition::getDirectives)));
      }
      case UnionTypeDefinition union -> {
        var parts = extensions(parsed.unionTypeExtensions(), name);
        yield union.transform(
            builder ->
                builder
                    .memberTypes(join(union, parts, UnionTypeDefinition::getMemberTypes))
                    .directives(join(union, parts, UnionTypeDefinition::getDirectives)));
      }
      default -> (SDLDefinition<?>) type;
    };
  }

  private static <E> List<E> extensions(Map<String, List<E>> all, String name) {
    return all.getOrDefault(name, List.of());
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // graphql-java's lists of members are raw
  private static <T> List join(
      T base, List<? extends T> extensions, Function<T, @Nullable List> members) {
    var all = new ArrayList<>();
    Stream.concat(Stream.of(base), extensions.stream())
        .map(members)
        .forEach(part -> all.addAll(part == null ? List.of() : part));
    return all;
  }
}
