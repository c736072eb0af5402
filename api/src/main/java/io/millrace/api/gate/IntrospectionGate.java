package io.millrace.api.gate;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.identity.Identity;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Refuses documents that ask for the schema. They are looked through as a whole: the two fields are
 * there wherever an object of type {@code Query} is, such as in the payload of a mutation.
 */
public final class IntrospectionGate implements OperationCheck {

  private static final Set<String> FIELDS = Set.of("__schema", "__type");

  /** Most documents have neither, which their text says sooner than their tree. */
  private static final Pattern PERHAPS = Pattern.compile("__(?:schema|type)\\b");

  /** This process may ask itself: a warm-up does, and whatever else holds the schema anyway. */
  @Override
  public Mono<Void> check(Operation operation) {
    return !Identity.of(operation.context()).isWithin()
            && PERHAPS.matcher(operation.text()).find()
            && introspects(operation.document())
        ? Mono.error(
            new RequestException(
                ErrorCode.INTROSPECTION_DISABLED,
                "This server does not answer introspection: take the published schema instead"))
        : Mono.empty();
  }

  private static boolean introspects(Document document) {
    return document.getDefinitions().stream()
        .anyMatch(
            definition ->
                switch (definition) {
                  case OperationDefinition operation -> introspects(operation.getSelectionSet());
                  case FragmentDefinition fragment -> introspects(fragment.getSelectionSet());
                  default -> false;
                });
  }

  private static boolean introspects(@Nullable SelectionSet selections) {
    return selections != null
        && selections.getSelections().stream()
            .anyMatch(
                selection ->
                    switch (selection) {
                      case Field field ->
                          FIELDS.contains(field.getName()) || introspects(field.getSelectionSet());
                      case InlineFragment inline -> introspects(inline.getSelectionSet());
                      default -> false;
                    });
  }
}
