/**
 * Documents that clients name instead of sending them: automatic persisted queries (Apollo's
 * protocol, by the hash of the text) and trusted documents, which a client's build has published
 * before. In {@code trusted-only} mode nothing else runs.
 */
@NullMarked
package io.millrace.api.persisted;

import org.jspecify.annotations.NullMarked;
