/**
 * Who sends a request: an address for everybody, and what a verified token says for those who show
 * one. Every rule and every budget asks here, on every transport.
 */
@NullMarked
package io.millrace.api.identity;

import org.jspecify.annotations.NullMarked;
