package io.millrace.schema.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A domain's files have mistakes; the message shows all of them. */
public final class SchemaProblemsException extends RuntimeException {

  private final transient List<SchemaProblem> problems;

  public SchemaProblemsException(List<SchemaProblem> problems) {
    super(
        problems.stream()
            .map(SchemaProblem::toString)
            .collect(
                Collectors.joining(
                    System.lineSeparator(),
                    "The schema has %d problem(s):%n".formatted(problems.size()),
                    "")));
    this.problems = List.copyOf(problems);
  }

  /** The mistakes, in the order of their files and lines. */
  public List<SchemaProblem> problems() {
    return problems;
  }
}
