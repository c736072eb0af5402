package io.millrace.api.search;

import io.millrace.api.page.Position;
import io.millrace.schema.catalog.ReadModel;
import org.jspecify.annotations.Nullable;

/**
 * One search on the way to a page.
 *
 * @param request what the page is to show
 * @param model the read model searched
 * @param size how many hits are missing on the page
 * @param start the place that the hits are taken from, null for an end of the result
 * @param pointInTime the view of the index that is searched, null for the newest
 * @param first whether it is the page's first search, which answers what is asked about all hits
 */
record SearchStep(
    SearchRequest request,
    ReadModel model,
    int size,
    @Nullable Position start,
    @Nullable String pointInTime,
    boolean first) {}
