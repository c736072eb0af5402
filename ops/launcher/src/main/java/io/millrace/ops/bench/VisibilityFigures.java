package io.millrace.ops.bench;

/**
 * How long a mutation takes to be seen, at one rate of mutations.
 *
 * @param perSecond mutations that were begun in a second
 * @param mutations that were measured
 * @param missing that were refused, or not seen in both stores within 30 seconds
 * @param lookup until a lookup gives the new document
 * @param search until a search does
 */
public record VisibilityFigures(
    int perSecond, int mutations, int missing, Delay lookup, Delay search) {

  /**
   * A delay, between two bounds: the commit lies between the request and its answer.
   *
   * @param fromRequestP50Millis half of them, from the mutation's request
   * @param fromAnswerP50Millis half of them, from the mutation's answer; 0 where it was there
   *     before
   */
  public record Delay(
      double fromRequestP50Millis,
      double fromRequestP99Millis,
      double fromAnswerP50Millis,
      double fromAnswerP99Millis) {}
}
