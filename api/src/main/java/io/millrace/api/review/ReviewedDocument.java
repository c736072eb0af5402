package io.millrace.api.review;

import java.util.List;

/**
 * What would become of a document.
 *
 * @param findings what is the matter with it; none where all is well
 * @param prices of each operation in each version that it is valid in
 */
public record ReviewedDocument(List<Finding> findings, List<PricedOperation> prices) {

  public ReviewedDocument {
    findings = List.copyOf(findings);
    prices = List.copyOf(prices);
  }
}
