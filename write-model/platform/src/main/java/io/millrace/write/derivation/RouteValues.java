package io.millrace.write.derivation;

import io.millrace.schema.catalog.ChangeRoute;
import io.millrace.schema.catalog.ReadModel;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changed rows, as far as a route of a read model looks at them.
 *
 * @param model the read model
 * @param route one of its routes
 * @param values the values of the route's columns in the changed rows, old and new images alike, in
 *     the columns' order: numbers, or texts that the column's type reads; a row with a null leads
 *     nowhere
 */
public record RouteValues(
    ReadModel model,
    ChangeRoute route,
    Collection<? extends List<? extends @Nullable Object>> values) {}
