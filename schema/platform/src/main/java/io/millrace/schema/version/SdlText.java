package io.millrace.schema.version;

import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.Document;
import graphql.language.SDLNamedDefinition;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes definitions as SDL, in an order of names, so that two texts can be compared by line. */
public final class SdlText {

  private static final List<String> ROOTS = List.of("Query", "Mutation", "Subscription");

  private SdlText() {}

  /** The SDL of a published schema. */
  public static String of(TypeDefinitionRegistry published) {
    var definitions = new ArrayList<Definition>();
    published.schemaDefinition().ifPresent(definitions::add);
    published.getDirectiveDefinitions().values().stream()
        .filter(directive -> directive.getSourceLocation() != null)
        .sorted(Comparator.comparing(DirectiveDefinition::getName))
        .forEach(definitions::add);
    // The scalars that GraphQL itself has are among them, and must not be defined again.
    Stream.concat(
            published.types().values().stream(),
            published.scalars().values().stream()
                .filter(scalar -> !ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName())))
        .map(type -> (SDLNamedDefinition<?>) type)
        .sorted(
            Comparator.comparing((SDLNamedDefinition<?> type) -> !ROOTS.contains(type.getName()))
                .thenComparing(type -> Math.max(0, ROOTS.indexOf(type.getName())))
                .thenComparing(SDLNamedDefinition::getName))
        .forEach(type -> definitions.add((Definition<?>) type));
    return AstPrinter.printAst(Document.newDocument().definitions(definitions).build());
  }
}
