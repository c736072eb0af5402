package io.millrace.schema.store;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.key.DocumentKey;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What everything of one source is called in Redis and Elasticsearch.
 *
 * <pre>
 * millrace:main:Product:3f2a…:{a7}:d:42           the document of key 42
 * millrace:main:Product:3f2a…:{0c}:u:slug:lamp    the unique key slug = lamp
 * millrace:main:Product:3f2a…:{a7}:n              how many live documents the bucket has
 * millrace:main:Product:3f2a…:{a7}:t              the bucket's tombstones
 * millrace:main:0:{a7}:applied                    the position that the bucket's shard has applied
 * millrace:main:0:{a7}:incarnation                the shard's incarnation
 * millrace:main:0:{a7}:epoch                      the highest epoch that the shard was given
 * {millrace:main:0}:changes                       the stream of notices and positions
 * {millrace:main:0}:generation                    the owner's generation, which fences the stream
 * millrace-main-product-3f2a…                     the index; without the hash its alias
 * </pre>
 *
 * @param prefix the first part of every name, so that several installations share a server: lower
 *     case letters, digits and {@code _}, {@code millrace} by default
 * @param source the Postgres that the documents come from, in the same characters
 * @param partition the partition of the source's changes, from 0
 */
public record StoreNames(String prefix, String source, int partition) {

  /** The prefix where none is configured. */
  public static final String DEFAULT_PREFIX = "millrace";

  /** The source where none is configured. */
  public static final String DEFAULT_SOURCE = "main";

  // No '-', ':' or brace: names then fall apart in one way only.
  private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9_]{0,63}");

  public StoreNames {
    require(prefix, "prefix");
    require(source, "source");
    if (partition < 0) {
      throw new IllegalArgumentException("A partition is not negative: " + partition);
    }
  }

  /** The names of the default source under this prefix. */
  public static StoreNames of(String prefix) {
    return new StoreNames(prefix, DEFAULT_SOURCE, 0);
  }

  /** The bucket that holds a key's document. */
  public Bucket bucket(DocumentKey key) {
    return Bucket.of(key.type() + ":" + key.text());
  }

  /** The Redis key of a document (or of its tombstone). */
  public String document(ReadModel model, DocumentKey key) {
    return of(model, bucket(key)) + "d:" + key.text();
  }

  /** The bucket that holds the entry of a unique key's value. */
  public Bucket uniqueBucket(ReadModel model, UniqueKey key, List<String> values) {
    return Bucket.of(model.type() + ":" + key.name() + ":" + joined(model, values));
  }

  /**
   * The Redis key of the entry that names the owner of a unique key's value.
   *
   * @param values the canonical texts of the key's fields, in its fields' order: a number's digits,
   *     an id's global id
   */
  public String unique(ReadModel model, UniqueKey key, List<String> values) {
    return of(model, uniqueBucket(model, key, values))
        + "u:"
        + key.name()
        + ":"
        + joined(model, values);
  }

  /** The Redis key of the number of a model's live documents in a bucket. */
  public String liveCount(ReadModel model, Bucket bucket) {
    return of(model, bucket) + "n";
  }

  /** The Redis key of the register of a model's tombstones in a bucket. */
  public String tombstones(ReadModel model, Bucket bucket) {
    return of(model, bucket) + "t";
  }

  /** The Redis key of the position that has been applied to the shard that holds a bucket. */
  public String applied(Bucket bucket) {
    return "%s:%s:%d:%s:applied".formatted(prefix, source, partition, bucket.tag());
  }

  /** The Redis key of the incarnation of the shard that holds a bucket. */
  public String incarnation(Bucket bucket) {
    return "%s:%s:%d:%s:incarnation".formatted(prefix, source, partition, bucket.tag());
  }

  /** The Redis key of the highest epoch whose documents the shard that holds a bucket was given. */
  public String epoch(Bucket bucket) {
    return "%s:%s:%d:%s:epoch".formatted(prefix, source, partition, bucket.tag());
  }

  /** The Redis key of the stream of change notices and positions. */
  public String changes() {
    return channel() + "changes";
  }

  /**
   * The Redis key of the owner's generation; in the stream's slot, so that one script sees both.
   */
  public String generation() {
    return channel() + "generation";
  }

  /** A glob (Redis MATCH) for every document key of a model, in every bucket. */
  public String documentPattern(ReadModel model) {
    return "%s:%s:%s:%s:{??}:d:*".formatted(prefix, source, model.type(), model.hash());
  }

  /** The Elasticsearch index of this version of a model. */
  public String index(ReadModel model) {
    return alias(model) + "-" + model.hash();
  }

  /** The Elasticsearch alias of a model's live index. */
  public String alias(ReadModel model) {
    return prefix + "-" + source + "-" + IndexNames.lowerCase(model.type());
  }

  /** The Elasticsearch index of what the source keeps there: incarnation and applied position. */
  public String stateIndex() {
    return prefix + "-" + source;
  }

  private String of(ReadModel model, Bucket bucket) {
    return prefix
        + ":"
        + source
        + ":"
        + model.type()
        + ":"
        + model.hash()
        + ":"
        + bucket.tag()
        + ":";
  }

  private String channel() {
    return "{%s:%s:%d}:".formatted(prefix, source, partition);
  }

  // The same escaping as in keys: different values never share a text.
  private static String joined(ReadModel model, List<String> values) {
    return DocumentKey.of(model.type(), values.toArray()).text();
  }

  private static void require(String part, String what) {
    if (!PART.matcher(part).matches()) {
      throw new IllegalArgumentException(
          "The %s of names in the stores is lower case letters, digits and '_', at most 64: '%s'"
              .formatted(what, part));
    }
  }
}
