package io.millrace.api.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an ordered list of documents.
 *
 * @param sortValues the values that the list is sorted by, the key's text last; numbers, texts or
 *     null
 * @param pointInTime the search's point in time that the place belongs to, null where it belongs to
 *     none
 */
public record Position(List<@Nullable Object> sortValues, @Nullable String pointInTime) {

  public Position {
    sortValues = Collections.unmodifiableList(new ArrayList<>(sortValues));
  }
}
