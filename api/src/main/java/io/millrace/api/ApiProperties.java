package io.millrace.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the API can be told.
 *
 * @param enabled whether this process is an API; its application switches it on
 * @param cursorKey what cursors are sealed with, at least 16 bytes in base64, the same on every
 *     node; without it a key is made at start and cursors end with the process
 * @param pages how many rows a page of a connection has
 * @param filters what a filter may ask for
 * @param timeouts how long each server may take to answer
 * @param fallback how much Postgres may be asked in the place of Redis
 * @param documents what a GraphQL document may be
 */
@ConfigurationProperties("millrace.api")
public record ApiProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable String cursorKey,
    @DefaultValue Pages pages,
    @DefaultValue Filters filters,
    @DefaultValue Timeouts timeouts,
    @DefaultValue Fallback fallback,
    @DefaultValue Documents documents) {

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
   * What a GraphQL document may be.
   *
   * @param maxCharacters the longest GraphQL document
   * @param maxTokens the most tokens in it
   * @param maxDepth the deepest nesting of fields
   * @param maxFields the most fields, those of fragments counted wherever they are used
   */
  public record Documents(
      @DefaultValue("100000") int maxCharacters,
      @DefaultValue("15000") int maxTokens,
      @DefaultValue("20") int maxDepth,
      @DefaultValue("5000") int maxFields) {}
}
