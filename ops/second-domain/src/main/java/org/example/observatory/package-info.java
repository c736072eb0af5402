/**
 * An observatory's commands. What it stores is in {@code db/migration}, what is read in {@code
 * graphql} and {@code read-models}: this is all the Java that the domain has.
 */
@NullMarked
package org.example.observatory;

import org.jspecify.annotations.NullMarked;
