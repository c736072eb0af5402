package io.millrace.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the API can be told.
 *
 * @param enabled whether this process is an API; its application switches it on
 * @param mode {@code production} or {@code development}; the latter switches on introspection and
 *     GraphiQL where nothing else is said, allows a signing key of the machine's own, and is set by
 *     {@code up}
 * @param introspection whether {@code __schema} and {@code __type} are answered; where it is not
 *     said, in development only
 * @param cursorKey what cursors are sealed with, at least 16 bytes in base64, the same on every
 *     node; without it a key is made at start and cursors end with the process
 * @param pages how many rows a page of a connection has
 * @param filters what a filter may ask for
 * @param timeouts how long each server may take to answer
 * @param fallback how much Postgres may be asked in the place of Redis
 * @param searchTexts what a text to search for may be
 * @param documents what a GraphQL document may be
 * @param inputs what the values in a request may be
 */
@ConfigurationProperties("millrace.api")
public record ApiProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("production") Mode mode,
    @Nullable Boolean introspection,
    @Nullable String cursorKey,
    @DefaultValue Pages pages,
    @DefaultValue Filters filters,
    @DefaultValue Timeouts timeouts,
    @DefaultValue Fallback fallback,
    @DefaultValue SearchTexts searchTexts,
    @DefaultValue Documents documents,
    @DefaultValue Inputs inputs) {

  /** Whether clients may ask for the schema. */
  public boolean introspects() {
    return introspection == null ? mode == Mode.DEVELOPMENT : introspection;
  }

  /**
   * How many rows a page of a connection has.
   *
   * @param defaultSize rows of a page where neither {@code first} nor {@code last} is given
   * @param maxSize the most that {@code first} and {@code last} may ask for
   */
  public record Pages(@DefaultValue("20") int defaultSize, @DefaultValue("100") int maxSize) {}

  /**
   * What a filter may ask for.
   *
   * @param maxDepth the deepest nesting of {@code and}, {@code or}, {@code not} and filters on
   *     objects
   * @param maxConditions the most conditions, wherever they stand
   * @param maxValues the most values that fields are compared with, in all lists together
   */
  public record Filters(
      @DefaultValue("6") int maxDepth,
      @DefaultValue("100") int maxConditions,
      @DefaultValue("1000") int maxValues) {}

  /**
   * How long each server may take to answer one request of ours.
   *
   * @param redis how long a read of documents or unique keys may take
   * @param elasticsearch how long a search may take
   * @param postgres how long a derivation for an answer may take
   */
  public record Timeouts(
      @DefaultValue("500ms") Duration redis,
      @DefaultValue("2s") Duration elasticsearch,
      @DefaultValue("2s") Duration postgres) {}

  /**
   * How much Postgres may be asked in the place of Redis: a lost Redis must not take the primary
   * with it, and mutations need connections of the same pool.
   *
   * @param concurrency derivations for answers that run at once, where Redis does not hold a
   *     document or is away; fewer than the pool's connections
   * @param waiting derivations that wait for a place; what comes beyond is answered with {@code
   *     STORE_UNAVAILABLE}
   */
  public record Fallback(@DefaultValue("6") int concurrency, @DefaultValue("64") int waiting) {}

  /**
   * What a text to search for may be.
   *
   * @param maxCharacters the longest text of {@code query} and {@code typeAhead}
   * @param maxWords the most words in it
   */
  public record SearchTexts(
      @DefaultValue("256") int maxCharacters, @DefaultValue("16") int maxWords) {}

  /**
   * What a GraphQL document may be. What is counted in an operation is counted in each of the
   * document's, and what stands in a fragment wherever that is used.
   *
   * @param maxCharacters the longest GraphQL document
   * @param maxTokens the most tokens in it
   * @param maxOperations the most operations in it, of which a request runs one
   * @param maxDepth the deepest nesting of an operation's fields
   * @param maxFields the most fields of an operation
   * @param maxRootFields the most fields on an operation's first level
   * @param maxAliases the most fields of an operation that are given another name
   * @param maxDirectives the most directives in an operation
   */
  public record Documents(
      @DefaultValue("100000") int maxCharacters,
      @DefaultValue("15000") int maxTokens,
      @DefaultValue("50") int maxOperations,
      @DefaultValue("20") int maxDepth,
      @DefaultValue("5000") int maxFields,
      @DefaultValue("50") int maxRootFields,
      @DefaultValue("200") int maxAliases,
      @DefaultValue("100") int maxDirectives) {}

  /**
   * What the values in a request may be, which its variables and its document's arguments hold.
   *
   * @param maxDepth the deepest nesting of lists and objects
   * @param maxItems the most values, those within lists and objects counted one by one
   * @param maxCharacters the most characters of all the variables' texts together
   */
  public record Inputs(
      @DefaultValue("16") int maxDepth,
      @DefaultValue("5000") int maxItems,
      @DefaultValue("131072") int maxCharacters) {}
}
