package io.millrace.ops.operations;

import io.millrace.api.cost.CostNumber;
import io.millrace.api.persisted.DocumentHash;
import io.millrace.api.review.DocumentReview;
import io.millrace.api.review.Finding;
import io.millrace.api.review.PricedOperation;
import io.millrace.api.review.ReviewLimits;
import io.millrace.api.review.Sender;
import io.millrace.ops.operations.OperationManifest.NamedOperation;
import io.millrace.ops.operations.PublishedDocuments.Published;
import io.millrace.schema.catalog.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Publishes a client's documents: all that a manifest has, or none. */
public final class OperationPublication {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Catalog catalog;
  private final DocumentReview review;
  private final Connection database;

  /**
   * @param limits what operations may be and cost at run time
   * @param database open, with the right to write {@code millrace.trusted_document}
   */
  public OperationPublication(Catalog catalog, ReviewLimits limits, Connection database) {
    this.catalog = catalog;
    this.review = new DocumentReview(limits);
    this.database = database;
  }

  /**
   * What a client's build says of its documents.
   *
   * @param sender the client, with the scopes that its tokens hold
   * @param versions what the build asks for
   * @param overLimits whether documents are published that a limit would refuse
   */
  public record Build(Sender sender, DeclaredVersions versions, boolean overLimits) {}

  /**
   * What became of a manifest. All texts are lines.
   *
   * @param published documents that are new
   * @param known documents that had been published before, and are the same
   * @param prices what each operation may cost in each version
   * @param notes what may fail, and hinders nothing
   * @param problems why nothing was published; empty where all is well
   */
  public record Report(
      int published, int known, List<String> prices, List<String> notes, List<String> problems) {

    public Report {
      prices = List.copyOf(prices);
      notes = List.copyOf(notes);
      problems = List.copyOf(problems);
    }

    private Report stored(int published, int known) {
      return new Report(published, known, prices, notes, List.of());
    }

    private Report refused(List<String> problems) {
      return new Report(0, 0, prices, notes, problems);
    }
  }

  /**
   * Publishes what a client's build has written.
   *
   * @throws IllegalArgumentException when the build asks for a version that there is not
   */
  public Report publish(Build build, OperationManifest manifest) throws SQLException {
    var reviewed = review(build, manifest);
    return reviewed.problems().isEmpty() ? store(build, manifest, reviewed) : reviewed;
  }

  private Report review(Build build, OperationManifest manifest) {
    var versions = build.versions().in(catalog);
    var prices = new ArrayList<String>();
    var notes = new ArrayList<String>();
    var problems = new ArrayList<String>();
    for (var operation : manifest.operations()) {
      if (HASH.matcher(operation.id()).matches()
          && !operation.id().equals(DocumentHash.of(operation.document()))) {
        problems.add(operation.id() + ": the id looks like a hash, and is not the document's");
        continue;
      }
      var document = review.review(operation.document(), versions, build.sender());
      document.prices().forEach(price -> prices.add(line(operation, price)));
      for (var finding : document.findings()) {
        (hinders(finding, build) ? problems : notes).add(operation.id() + ": " + finding);
      }
    }
    return new Report(0, 0, prices, notes, problems);
  }

  private static boolean hinders(Finding finding, Build build) {
    return switch (finding.effect()) {
      case INVALID -> true;
      case REFUSED -> !build.overLimits();
      case NOTED -> false;
    };
  }

  private static String line(NamedOperation operation, PricedOperation price) {
    return "%s: %s%s: field cost %s, type cost %s%s"
        .formatted(
            operation.id(),
            price.operation(),
            price.version().isEmpty() ? "" : ", " + price.version(),
            CostNumber.text(price.cost().field()),
            CostNumber.text(price.cost().type()),
            price.assumptions().isEmpty()
                ? ""
                : " (%s)".formatted(String.join("; ", price.assumptions())));
  }

  private Report store(Build build, OperationManifest manifest, Report reviewed)
      throws SQLException {
    var documents = new PublishedDocuments(database);
    database.setAutoCommit(false);
    try {
      documents.lock();
      int published = 0;
      var problems = new ArrayList<String>();
      for (var operation : manifest.operations()) {
        var document =
            new Published(
                build.sender().client(), operation.id(), operation.document(), build.versions());
        if (documents.insert(document, DocumentHash.of(document.text()))) {
          published++;
        } else if (isKnown(documents, document)) {
          documents.declare(document);
        } else {
          problems.add(
              "%s: another document is published under this id; give the changed one an id of its own"
                  .formatted(document.id()));
        }
      }
      if (problems.isEmpty()) {
        database.commit();
        return reviewed.stored(published, manifest.operations().size() - published);
      }
      database.rollback();
      return reviewed.refused(problems);
    } catch (SQLException failure) {
      database.rollback();
      throw failure;
    }
  }

  private static boolean isKnown(PublishedDocuments documents, Published document)
      throws SQLException {
    return documents
        .text(document.client(), document.id())
        .filter(document.text()::equals)
        .isPresent();
  }
}
