package io.millrace.storefront.catalogue;

import io.millrace.storefront.graphql.types.CategoryErrorCode;
import io.millrace.storefront.rule.ConstraintRules;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.write.command.RuleViolation;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads, stores and deletes categories. */
final class Categories {

  static final String NO_PARENT = "There is no such category to be the parent";

  private static final Map<String, RuleViolation> RULES_OF_SAVING =
      Map.of(
          "category_slug_key",
          FieldPath.of("slug")
              .violates(CategoryErrorCode.SLUG_TAKEN, "Another category has this slug"),
          "category_parent_id_fkey",
          FieldPath.of("parentId").violates(CategoryErrorCode.PARENT_NOT_FOUND, NO_PARENT));

  /** The same constraints, seen from the row that others refer to. */
  private static final Map<String, RuleViolation> RULES_OF_DELETING =
      Map.of(
          "category_parent_id_fkey",
          FieldPath.of("id")
              .violates(
                  CategoryErrorCode.HAS_CHILDREN,
                  "There are categories below it: move or delete them first"),
          "product_category_id_fkey",
          FieldPath.of("id")
              .violates(
                  CategoryErrorCode.HAS_PRODUCTS,
                  "There are products in it, archived ones perhaps: move them first"));

  private final R2dbcEntityTemplate template;

  Categories(R2dbcEntityTemplate template) {
    this.template = template;
  }

  Mono<Category> find(long id) {
    return template.selectOne(Query.query(Criteria.where("id").is(id)), Category.class);
  }

  /** The category, held until the transaction ends, against new children and products too. */
  Mono<Category> hold(long id) {
    return template
        .getDatabaseClient()
        .sql("select id from category where id = :id for update")
        .bind("id", id)
        .fetch()
        .one()
        .flatMap(held -> find(id));
  }

  /**
   * Holds the tree's shape until the transaction ends. Two moves that each look at a tree without
   * the other could make a circle together, and no lock on the rows that one of them writes would
   * show it to the other. Moves are rare: all of them wait for one another. Names, new categories
   * and products pass.
   */
  Mono<Void> holdShape() {
    return template
        .getDatabaseClient()
        .sql("select pg_advisory_xact_lock(hashtextextended('storefront: moves of categories', 0))")
        .then();
  }

  /**
   * The category and all above it; empty where there is no such category. A statement of its own
   * after {@link #holdShape()}: under READ COMMITTED it sees what the move before has committed.
   */
  Mono<List<Long>> withAllAbove(long id) {
    return template
        .getDatabaseClient()
        .sql(
            """
            with recursive path as (
              select id, parent_id from category where id = :id
              union
              select above.id, above.parent_id
              from category above
              join path on path.parent_id = above.id
            )
            select id from path
            """)
        .bind("id", id)
        .mapValue(Long.class)
        .all()
        .collectList();
  }

  Mono<Category> insert(Category category) {
    return template
        .insert(category)
        .onErrorMap(
            DataIntegrityViolationException.class, ConstraintRules.refusing(RULES_OF_SAVING));
  }

  /**
   * Saves a change of what was loaded; signals {@link
   * org.springframework.dao.OptimisticLockingFailureException} where somebody else was faster.
   */
  Mono<Category> update(Category category) {
    return template
        .update(category)
        .onErrorMap(
            DataIntegrityViolationException.class, ConstraintRules.refusing(RULES_OF_SAVING));
  }

  Mono<Category> delete(Category category) {
    return template
        .delete(category)
        .onErrorMap(
            DataIntegrityViolationException.class, ConstraintRules.refusing(RULES_OF_DELETING));
  }
}
