/**
 * Relay connections: the arguments that ask for a page, the sealed cursors that say where it goes
 * on, and the page itself. Where the rows come from, a head list or a search, is not known here.
 */
@NullMarked
package io.millrace.api.page;

import org.jspecify.annotations.NullMarked;
