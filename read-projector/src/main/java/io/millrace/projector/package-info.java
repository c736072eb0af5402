/** The projector as an application: what it is assembled from, its life and its status. */
@NullMarked
package io.millrace.projector;

import org.jspecify.annotations.NullMarked;
