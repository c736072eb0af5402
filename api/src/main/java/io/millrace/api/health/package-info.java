/**
 * What the process says of itself: liveness (its threads make progress), and capabilities, what the
 * stores let it do now. Readiness is Boot's, and whether the database suits the process.
 */
@NullMarked
package io.millrace.api.health;

import org.jspecify.annotations.NullMarked;
