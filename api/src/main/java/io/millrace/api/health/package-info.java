/**
 * What the process says of itself: liveness (its threads make progress), and capabilities, what the
 * stores let it do now. Readiness is Boot's, about the process alone.
 */
@NullMarked
package io.millrace.api.health;

import org.jspecify.annotations.NullMarked;
