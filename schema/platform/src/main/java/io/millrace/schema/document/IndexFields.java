package io.millrace.schema.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Where the search index holds what. Document fields live below {@code doc} and sort keys below
 * {@code sort}, so that no field of a domain can collide with a name of ours.
 */
public final class IndexFields {

  /** The key's text, a keyword: what breaks ties in every order. */
  public static final String KEY = "key";

  /** The analyzer of full text, for documents and for queries. */
  public static final String TEXT_ANALYZER = "millrace_text";

  /** The analyzer of type-ahead, for documents. */
  public static final String SUGGEST_ANALYZER = "millrace_suggest";

  /** The analyzer of type-ahead, for queries: without the n-grams. */
  public static final String SUGGEST_QUERY_ANALYZER = "millrace_suggest_query";

  /**
   * The longest string, in UTF-16 code units, that an exact filter or a facet finds: 4 bytes each
   * stay below Lucene's 32,766 for a term. A longer one still matches full text.
   */
  public static final int MAX_KEYWORD_LENGTH = 8191;

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

  private IndexFields() {}

  /** Where a field's exact value is, for filters and facets; several names lead into objects. */
  public static String value(String... path) {
    return "doc." + String.join(".", path);
  }

  /** Where a field's full text is. */
  public static String text(String... path) {
    return value(path) + ".text";
  }

  /** Where a field's type-ahead is. */
  public static String suggest(String... path) {
    return value(path) + ".suggest";
  }

  /** The path, with dots, of the field whose full text or type-ahead is at a place. */
  public static String fieldOfText(String place) {
    return place.substring("doc.".length(), place.lastIndexOf('.'));
  }

  /** Where a field's sort key is. */
  public static String sort(String field) {
    return "sort." + field;
  }

  /**
   * A Decimal as the index holds it: times 10^{@code scale}, a whole number.
   *
   * @param rounding what to do with further places: a lower bound rounds up ({@code CEILING}), an
   *     upper one down ({@code FLOOR})
   * @return the number; where it does not fit 64 bits, the nearest that does
   */
  public static long scaled(BigDecimal value, int scale, RoundingMode rounding) {
    // A bound such as 1e999999999 or 1e-999999999 must not be written out.
    long digits = (long) value.precision() - value.scale() + scale;
    if (value.signum() != 0 && digits > 19) {
      return value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    var near = digits < 0 ? new BigDecimal(BigInteger.valueOf(value.signum()), scale + 1) : value;
    return near.setScale(scale, rounding).unscaledValue().max(LEAST).min(GREATEST).longValueExact();
  }
}
