package io.millrace.api.review;

import io.millrace.api.cost.Cost;
import java.util.List;

/**
 * What an operation of a document may cost.
 *
 * @param operation such as {@code query Page}
 * @param version the API version that it is priced in; empty where the schema declares none
 * @param cost an upper bound with the variables' defaults, under the assumptions
 * @param assumptions what is taken for granted of variables without a default, in sentences
 */
public record PricedOperation(
    String operation, String version, Cost cost, List<String> assumptions) {

  public PricedOperation {
    assumptions = List.copyOf(assumptions);
  }
}
