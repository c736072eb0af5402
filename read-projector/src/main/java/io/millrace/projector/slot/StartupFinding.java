package io.millrace.projector.slot;

/**
 * Something about the database that would bite the projector.
 *
 * @param severity whether the projector can start with it
 * @param what what is wrong, with the values found
 * @param fix the statement or setting that mends it
 */
public record StartupFinding(Severity severity, String what, String fix) {

  /** How bad a finding is. */
  public enum Severity {
    /** The projector must not start: changes would be missed. */
    ERROR,
    /** The projector can start; an outage or a change would hurt more than it needs to. */
    WARNING
  }

  static StartupFinding error(String what, String fix) {
    return new StartupFinding(Severity.ERROR, what, fix);
  }

  static StartupFinding warning(String what, String fix) {
    return new StartupFinding(Severity.WARNING, what, fix);
  }

  @Override
  public String toString() {
    return what + " Fix: " + fix;
  }
}
