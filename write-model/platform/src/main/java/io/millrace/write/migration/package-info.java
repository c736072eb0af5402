/**
 * Brings a database to what the catalog needs: the platform's and the domain's tables, roles,
 * replica identities, the publication. It is the only code that runs DDL.
 */
@NullMarked
package io.millrace.write.migration;

import org.jspecify.annotations.NullMarked;
