/**
 * Runs Millrace on one machine: the folder it lives in, the addresses of what runs, and the
 * application processes with their class path and AOT cache. Commands flow in; running processes
 * and one file with their addresses come out.
 */
@NullMarked
package io.millrace.ops.run;

import org.jspecify.annotations.NullMarked;
