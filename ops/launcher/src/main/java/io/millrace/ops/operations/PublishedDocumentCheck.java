package io.millrace.ops.operations;

import io.millrace.api.review.DocumentReview;
import io.millrace.api.review.Finding.Effect;
import io.millrace.api.review.ReviewLimits;
import io.millrace.api.review.Sender;
import io.millrace.ops.operations.PublishedDocuments.Published;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.version.ApiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Holds what clients' builds have published against a schema that will serve them: each document
 * against the versions that its builds ask for, and what names none against the newest.
 */
public final class PublishedDocumentCheck {

  private final Catalog catalog;
  private final ReviewLimits limits;
  private final DocumentReview review;

  public PublishedDocumentCheck(Catalog catalog, ReviewLimits limits) {
    this.catalog = catalog;
    this.limits = limits;
    this.review = new DocumentReview(limits);
  }

  /**
   * What was found, each in one line with the client and the document's id.
   *
   * @param checked how many documents were looked at
   * @param broken what would no longer run
   * @param dear what a limit would refuse from everybody, as the limits are here
   * @param gone documents of versions that the schema does not declare, where all versions are of
   *     interest
   */
  public record Result(int checked, List<String> broken, List<String> dear, List<String> gone) {

    public Result {
      broken = List.copyOf(broken);
      dear = List.copyOf(dear);
      gone = List.copyOf(gone);
    }
  }

  /** Checks documents in every version. */
  public Result check(List<Published> documents) {
    var gone =
        documents.stream()
            .flatMap(
                document ->
                    document.versions().gone(catalog).stream()
                        .map(
                            version -> "%s: %s is not declared".formatted(name(document), version)))
            .toList();
    return check(documents, _ -> true, gone);
  }

  /** Checks documents in one version. */
  public Result check(List<Published> documents, ApiVersion only) {
    return check(documents, only::equals, List.of());
  }

  private Result check(
      List<Published> documents, Predicate<ApiVersion> concerned, List<String> gone) {
    int checked = 0;
    var broken = new ArrayList<String>();
    var dear = new ArrayList<String>();
    for (var document : documents) {
      var name = name(document);
      var versions = document.versions().known(catalog).stream().filter(concerned).toList();
      if (versions.isEmpty()) {
        continue;
      }
      checked++;
      for (var finding : review.review(document.text(), versions, anybody(document)).findings()) {
        switch (finding.effect()) {
          case Effect.INVALID -> broken.add(name + ": " + finding);
          case Effect.REFUSED -> dear.add(name + ": " + finding);
          case Effect.NOTED -> {
            // Its publisher was told.
          }
        }
      }
    }
    return new Result(checked, broken, dear, gone);
  }

  private static String name(Published document) {
    return "%s, %s".formatted(document.client(), document.id());
  }

  /** Nobody knows here what the client's tokens hold. */
  private Sender anybody(Published document) {
    return new Sender(document.client(), limits.cost().scopes().keySet());
  }
}
