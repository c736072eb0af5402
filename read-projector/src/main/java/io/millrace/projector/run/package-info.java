/**
 * The life of the projector process: start-up checks, one session with the slot after another, the
 * halt with its reason, health, and what the status endpoint shows.
 */
@NullMarked
package io.millrace.projector.run;

import org.jspecify.annotations.NullMarked;
