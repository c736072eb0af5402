package io.millrace.schema.catalog;

import graphql.language.AstTransformer;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;
import io.millrace.schema.constraint.Constraint;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Cuts the SDL down to what clients see: without inaccessible fields, without types that no root
 * reaches, without the platform's directives.
 *
 * <p>{@code @cost} and {@code @listSize} stay: the specification that they come from wants clients
 * to compute costs. So do constraints, which say what a client may send, each with its definition
 * where one is used; GraphQL's own directives; and those that the domain defines.
 */
final class PublishedSdl {

  private static final List<String> ROOTS = List.of("Query", "Mutation", "Subscription");
  private static final Set<String> KEPT = Set.of("cost", "listSize");

  private final Sdl sdl;

  PublishedSdl(Sdl sdl) {
    this.sdl = sdl;
  }

  TypeDefinitionRegistry cut() {
    var all = new LinkedHashMap<String, Node<?>>();
    sdl.registry().types().forEach((name, type) -> all.put(name, stripped(type)));
    sdl.registry().scalars().values().stream()
        .filter(scalar -> scalar.getSourceLocation() != null)
        .forEach(scalar -> all.put(scalar.getName(), stripped(scalar)));
    var published = new TypeDefinitionRegistry();
    sdl.registry()
        .schemaDefinition()
        .ifPresent(schema -> published.add((SDLDefinition<?>) stripped(schema)));
    sdl.registry().getDirectiveDefinitions().values().stream()
        .filter(directive -> !isPlatformOnly(directive.getName()))
        .filter(directive -> Constraint.named(directive.getName()).isEmpty())
        .forEach(published::add);
    all.keySet().retainAll(reachable(all, published.getDirectiveDefinitions()));
    all.values().forEach(type -> published.add((SDLDefinition<?>) type));
    all.values().stream()
        .flatMap(PublishedSdl::directiveNames)
        .distinct()
        .filter(name -> Constraint.named(name).isPresent())
        .flatMap(name -> sdl.registry().getDirectiveDefinition(name).stream())
        .forEach(published::add);
    return published;
  }

  private static Stream<String> directiveNames(Node<?> node) {
    return node instanceof Directive directive
        ? Stream.of(directive.getName())
        : node.getChildren().stream().flatMap(PublishedSdl::directiveNames);
  }

  private Node<?> stripped(Node<?> type) {
    return new AstTransformer()
        .transform(
            type,
            new NodeVisitorStub() {
              @Override
              public TraversalControl visitFieldDefinition(
                  FieldDefinition field, TraverserContext<Node> context) {
                return field.hasDirective("inaccessible")
                    ? TreeTransformerUtil.deleteNode(context)
                    : TraversalControl.CONTINUE;
              }

              @Override
              public TraversalControl visitDirective(
                  Directive directive, TraverserContext<Node> context) {
                return isPlatformOnly(directive.getName())
                    ? TreeTransformerUtil.deleteNode(context)
                    : TraversalControl.CONTINUE;
              }
            });
  }

  private boolean isPlatformOnly(String directive) {
    return !KEPT.contains(directive)
        && Constraint.named(directive).isEmpty()
        && sdl.registry()
            .getDirectiveDefinition(directive)
            .filter(definition -> definition.getSourceLocation() != null)
            .filter(definition -> !Sdl.isDomains(definition))
            .isPresent();
  }

  private static Set<String> reachable(
      Map<String, Node<?>> types, Map<String, DirectiveDefinition> directives) {
    var implementers = new HashMap<String, Set<String>>();
    types.forEach(
        (name, type) ->
            interfaces(type)
                .forEach(
                    face ->
                        implementers
                            .computeIfAbsent(face, key -> new LinkedHashSet<>())
                            .add(name)));
    var reached = new LinkedHashSet<String>();
    var open = new ArrayDeque<>(ROOTS);
    directives.values().forEach(directive -> open.addAll(names(directive)));
    while (!open.isEmpty()) {
      var name = open.poll();
      var type = types.get(name);
      if (type != null && reached.add(name)) {
        open.addAll(names(type));
        open.addAll(implementers.getOrDefault(name, Set.of()));
      }
    }
    return reached;
  }

  private static List<String> interfaces(Node<?> type) {
    return switch (type) {
      case ObjectTypeDefinition object ->
          object.getImplements().stream().flatMap(PublishedSdl::typeNames).toList();
      case InterfaceTypeDefinition face ->
          face.getImplements().stream().flatMap(PublishedSdl::typeNames).toList();
      default -> List.of();
    };
  }

  private static List<String> names(Node<?> node) {
    return typeNames(node).toList();
  }

  private static Stream<String> typeNames(Node<?> node) {
    return node instanceof TypeName type
        ? Stream.of(type.getName())
        : node.getChildren().stream().flatMap(PublishedSdl::typeNames);
  }
}
