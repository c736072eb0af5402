package io.millrace.projector.slot;

/** The projector can't go on, and a retry would not help: says why and which command does. */
public abstract class ProjectorHaltException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  protected ProjectorHaltException(String reason, String remedy) {
    super(reason + " What helps: " + remedy);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** What happened, as a sentence. */
  public String reason() {
    return reason;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
