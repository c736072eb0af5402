/**
 * Who may see what: the catalog's rules meet a caller's identity, and out comes whether a rule is
 * met and which documents are shown. The read engine asks here for every document and every search,
 * so that no path to a document goes round the rules.
 */
@NullMarked
package io.millrace.api.rule;

import org.jspecify.annotations.NullMarked;
