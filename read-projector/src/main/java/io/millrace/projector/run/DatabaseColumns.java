package io.millrace.projector.run;

import io.millrace.projector.route.ReadColumns;
import io.millrace.projector.slot.SlotQueryException;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.write.check.DatabaseCheck;
import io.millrace.write.check.DatabaseFindings;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the statements read, asked of the database when it is needed first; with it comes the check
 * that the read models fit the schema.
 */
public final class DatabaseColumns implements ReadColumns {

  private final Catalog catalog;
  private final DataSource dataSource;
  private @Nullable DatabaseFindings findings;

  public DatabaseColumns(Catalog catalog, DataSource dataSource) {
    this.catalog = catalog;
    this.dataSource = dataSource;
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.millrace.schema.catalog.SchemaProblemsException when a read model does not fit
   */
  @Override
  public Optional<Set<String>> of(ReadModel model, String table) {
    var read = findings().columnsRead().getOrDefault(model.type(), Map.of());
    return Optional.ofNullable(read.get(table));
  }

  private synchronized DatabaseFindings findings() {
    var known = findings;
    if (known == null) {
      try (var connection = dataSource.getConnection()) {
        known = DatabaseCheck.check(catalog, connection).orThrow();
      } catch (SQLException failure) {
        throw new SlotQueryException("Checking the read models", failure);
      }
      findings = known;
    }
    return known;
  }
}
