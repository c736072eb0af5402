/**
 * GraphQL over HTTP: a request comes in by POST or GET, is read to the letter of the specification
 * and handed to the execution; its result goes out in the media type and with the status that the
 * client asked for. What an operation may do is decided behind it, in {@code gate}.
 */
@NullMarked
package io.millrace.api.http;

import org.jspecify.annotations.NullMarked;
