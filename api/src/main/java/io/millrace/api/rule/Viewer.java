package io.millrace.api.rule;

import graphql.GraphQLContext;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.identity.Identity;
import io.millrace.schema.catalog.AccessRule;
import io.millrace.schema.catalog.AccessRules;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ComparedValue;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.RowRule;
import io.millrace.schema.document.Document;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request's caller before the rules: which of them are met, and which documents are shown. What a
 * token says stays the same while a request lasts, so each answer is found once.
 */
public final class Viewer {

  private final Catalog catalog;
  private final Identity caller;
  private final Map<String, Visibility> visible = new ConcurrentHashMap<>();

  public Viewer(Catalog catalog, Identity caller) {
    this.catalog = catalog;
    this.caller = caller;
  }

  /** The viewer of a request. */
  public static Viewer of(GraphQLContext context) {
    return Objects.requireNonNull(context.get(Viewer.class), "every request has a viewer");
  }

  /** The rules. */
  public AccessRules rules() {
    return catalog.rules();
  }

  /** Which documents of a type are shown. */
  public Visibility of(String type) {
    return rules().hides(type) ? visible.computeIfAbsent(type, this::resolve) : Visibility.ALL;
  }

  /** Whether a document is shown. */
  public boolean sees(Document document) {
    return of(document.key().type()).shows(document);
  }

  private Visibility resolve(String type) {
    if (refusal(rules().ofType(type)).isPresent()) {
      return Visibility.NONE;
    }
    return rules()
        .ofRows(type)
        .map(rule -> resolve(rule, catalog.readModel(type)))
        .orElse(Visibility.ALL);
  }

  private Visibility resolve(RowRule rule, ReadModel model) {
    if (!Collections.disjoint(rule.scopes(), scopes())) {
      return Visibility.ALL;
    }
    var admissions = new ArrayList<Visibility.Admission>();
    for (var condition : rule.conditions()) {
      var field = condition.field();
      Set<Object> values =
          switch (condition) {
            case RowRule.Is(_, var value) -> Set.of(value);
            case RowRule.Claimed(_, var claim) ->
                claims(claim).stream()
                    .flatMap(text -> ComparedValue.read(field.type(), text).stream())
                    .collect(Collectors.toSet());
          };
      if (!values.isEmpty()) {
        admissions.add(new Visibility.Admission(field, model.shape().slot(field.name()), values));
      }
    }
    return Visibility.of(admissions);
  }

  /** Why a rule is not met; empty where it is. */
  public Optional<ErrorCode> refusal(AccessRule rule) {
    if (rule.isOpen()) {
      return Optional.empty();
    }
    if (caller.token().isEmpty()) {
      return Optional.of(ErrorCode.UNAUTHENTICATED);
    }
    return rule.choices().stream().allMatch(choice -> choice.isMetBy(scopes()))
        ? Optional.empty()
        : Optional.of(ErrorCode.FORBIDDEN);
  }

  /**
   * Ends what may not be done.
   *
   * @param what what the rule guards, for the message
   * @throws RequestException where the rule is not met
   */
  public void require(AccessRule rule, String what) {
    refusal(rule)
        .ifPresent(
            code -> {
              throw new RequestException(code, message(rule, what));
            });
  }

  /** What a caller is told who does not meet a rule. */
  public static String message(AccessRule rule, String what) {
    return rule.choices().isEmpty()
        ? "%s needs a valid token".formatted(what)
        : "%s needs a token with %s"
            .formatted(
                what,
                rule.choices().stream()
                    .map(Viewer::text)
                    .sorted()
                    .collect(Collectors.joining(", and ")));
  }

  private static String text(AccessRule.ScopeChoice choice) {
    return choice.anyOf().stream()
        .map(all -> all.stream().sorted().collect(Collectors.joining(" and ", "the scope ", "")))
        .sorted()
        .collect(Collectors.joining(", or "));
  }

  /** The claim of the caller's token that is one text or number. */
  public Optional<String> claim(String name) {
    return value(name) instanceof Collection<?>
        ? Optional.empty()
        : claims(name).stream().findAny();
  }

  /** The texts of a claim: of a list each element; none where the token does not have it. */
  private Set<String> claims(String name) {
    var value = value(name);
    var texts = new HashSet<String>();
    (value instanceof Collection<?> several ? several.stream() : Stream.ofNullable(value))
        .forEach(each -> text(each).ifPresent(texts::add));
    return texts;
  }

  private @Nullable Object value(String claim) {
    return caller
        .token()
        .<@Nullable Object>map(
            token -> claim.equals("sub") ? token.subject() : token.claims().get(claim))
        .orElse(null);
  }

  private static Optional<String> text(@Nullable Object value) {
    return switch (value) {
      case String text -> Optional.of(text);
      case Boolean truth -> Optional.of(truth.toString());
      case Number number -> number(number);
      case null, default -> Optional.empty();
    };
  }

  /** A number as keys and documents write it: 42, and not 42.0. */
  private static Optional<String> number(Number number) {
    try {
      var plain = new BigDecimal(number.toString()).stripTrailingZeros();
      return plain.scale() <= 0 && plain.precision() - plain.scale() <= 20
          ? Optional.of(plain.toBigInteger().toString())
          : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private Set<String> scopes() {
    return caller.token().map(Identity.Token::scopes).orElse(Set.of());
  }
}
