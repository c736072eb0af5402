package io.millrace.ops.extension;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Data that an empty database begins with, so that the first query has something to find. */
public interface SampleData {

  /**
   * What the data's size counts, a plural: with {@code books} the option of {@code up} is {@code
   * --demo-books}.
   */
  String unit();

  /** How many there are unless another number is asked for. */
  int usualSize();

  /** Whether the database holds nothing yet; it is migrated. */
  boolean isWanted(DataSource database) throws SQLException;

  /**
   * Fills the tables in one transaction, so that a load that was interrupted leaves nothing behind.
   *
   * @param size how many of the unit
   */
  void fill(DataSource database, int size) throws SQLException;
}
