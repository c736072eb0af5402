/**
 * The contract of rules, for the API of any domain: who may read which field, asked field by field
 * as the schema says, and that no answer tells what is hidden from what does not exist. A domain
 * says how its API is reached and which rows there are; questions are made from its catalog.
 */
@NullMarked
package io.millrace.ops.access;

import org.jspecify.annotations.NullMarked;
