package io.millrace.write.check;

import io.millrace.schema.catalog.SchemaProblem;
import io.millrace.schema.catalog.SchemaProblemsException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a check found.
 *
 * @param problems the mistakes
 * @param columnsRead by read model, then by table ({@code schema.table}), the columns that its
 *     statement reads or a route of it looks at: a change that touches none of them changes no
 *     document. A model with a problem may be missing
 */
public record DatabaseFindings(
    List<SchemaProblem> problems, Map<String, Map<String, Set<String>>> columnsRead) {

  public DatabaseFindings {
    problems = List.copyOf(problems);
    columnsRead = Map.copyOf(columnsRead);
  }

  /**
   * These findings, where there is no problem.
   *
   * @throws SchemaProblemsException with all of them otherwise
   */
  public DatabaseFindings orThrow() {
    if (!problems.isEmpty()) {
      throw new SchemaProblemsException(problems);
    }
    return this;
  }
}
