package io.millrace.schema.catalog;

/**
 * A mistake in a domain's files.
 *
 * @param file the file, relative to the domain's resources
 * @param line its line, from 1
 * @param what what is wrong
 * @param fix what to write instead
 */
public record SchemaProblem(String file, int line, String what, String fix) {

  @Override
  public String toString() {
    return "%s:%d: %s%n    %s".formatted(file, line, what, fix);
  }
}
