/**
 * The write side's front door for applications: configuration, and the beans that run commands and
 * derive documents.
 */
@NullMarked
package io.millrace.write;

import org.jspecify.annotations.NullMarked;
