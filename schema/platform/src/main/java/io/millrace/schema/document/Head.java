package io.millrace.schema.document;

import java.util.List;

/**
 * The first children of a document in their default order.
 *
 * @param ids their global ids
 * @param total how many children there are
 */
public record Head(List<String> ids, int total) {

  public Head {
    ids = List.copyOf(ids);
  }
}
