package io.millrace.api.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an object of one type costs by the fields that an operation selects on it. Estimated with
 * the sizes that lists may have, counted with those that they turn out to have.
 *
 * @param type the type's name
 * @param weight what the object itself weighs as a value
 * @param resolving what resolving its fields costs, without what is below them
 * @param fields the fields with something to count below them
 * @param keys how many keys the object has in an answer
 * @param typeNameKey the key of its {@code __typename}, where that is selected
 * @param estimate what the object costs at most, with everything below it
 * @param dearest its most expensive field, null where none costs anything
 */
record CostPlan(
    String type,
    double weight,
    double resolving,
    List<Part> fields,
    int keys,
    @Nullable String typeNameKey,
    Cost estimate,
    @Nullable Path dearest) {

  /**
   * A field of the object.
   *
   * @param key its key in an answer
   * @param valueWeight what a value without fields weighs
   * @param shapes what its value may be where it has fields: one plan for each possible type
   */
  record Part(String key, double valueWeight, List<CostPlan> shapes) {}

  /**
   * The way to an expensive field.
   *
   * @param key the key of a field
   * @param cost what it costs with everything below it, for one object above it, at most
   * @param below how it goes on, null where the field itself is meant
   */
  record Path(String key, double cost, @Nullable Path below) {

    String text() {
      return below == null ? key : key + "." + below.text();
    }
  }
}
