/**
 * What would become of a document at run time, told before anybody sends it: a text and the
 * versions that it is meant for go in, what would be refused and what each operation may cost come
 * out. The code that decides is the server's own; nothing is executed and no store is asked.
 */
@NullMarked
package io.millrace.api.review;

import org.jspecify.annotations.NullMarked;
