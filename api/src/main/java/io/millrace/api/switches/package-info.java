/**
 * Operations, clients and subjects that an operator has turned off while everything runs. A list in
 * the database comes in, every second; an operation goes out, or is refused.
 */
@NullMarked
package io.millrace.api.switches;

import org.jspecify.annotations.NullMarked;
