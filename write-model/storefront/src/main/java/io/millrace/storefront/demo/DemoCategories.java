package io.millrace.storefront.demo;

import io.millrace.storefront.bulk.CopyRows;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The tree of categories: departments, four branches below each, four below each of these, and so
 * on.
 */
final class DemoCategories {

  static final String COLUMNS = "id, parent_id, slug, name, position";

  private static final int BRANCHES = 4;

  private static final List<List<String>> BRANCH_NAMES =
      List.of(
          List.of("Everyday", "Classic", "Modern", "Country"),
          List.of("Small", "Large", "Gift", "Seasonal"),
          List.of("Natural", "Bright", "Painted", "Handmade"));

  private final int count;
  private final KeyBlock keys;

  DemoCategories(int count, KeyBlock keys) {
    this.count = count;
    this.keys = keys;
  }

  void row(int index, CopyRows rows) {
    var name = name(index);
    rows.row(
        keys.key(index),
        isDepartment(index) ? null : (Object) keys.key(parent(index)),
        "demo-%s-%d".formatted(DemoWords.slug(name), index + 1),
        name,
        isDepartment(index) ? index : branch(index));
  }

  long key(int index) {
    return keys.key(index);
  }

  /**
   * A category for a product: a branch where there are any, since departments only lead to them.
   */
  int pick(SplittableRandom random) {
    int departments = departments();
    return count > departments
        ? departments + random.nextInt(count - departments)
        : random.nextInt(count);
  }

  /** The number of the department that a category is in. */
  int department(int index) {
    int at = index;
    while (!isDepartment(at)) {
      at = parent(at);
    }
    return at;
  }

  private String name(int index) {
    if (isDepartment(index)) {
      return DemoWords.DEPARTMENTS.get(index).name();
    }
    var names = BRANCH_NAMES.get((depth(index) - 1) % BRANCH_NAMES.size());
    return names.get(branch(index)) + " " + name(parent(index));
  }

  private int depth(int index) {
    return isDepartment(index) ? 0 : 1 + depth(parent(index));
  }

  private int parent(int index) {
    return (index - departments()) / BRANCHES;
  }

  private int branch(int index) {
    return (index - departments()) % BRANCHES;
  }

  private boolean isDepartment(int index) {
    return index < departments();
  }

  private int departments() {
    return Math.min(count, DemoWords.DEPARTMENTS.size());
  }
}
