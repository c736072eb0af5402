package io.millrace.projector.slot;

/** Changes between the recorded slot and now may be missing; only a rebuild brings them back. */
public class SlotLostException extends ProjectorHaltException {

  /** The command that makes a new slot and derives everything again. */
  public static final String REMEDY = "./millrace rebuild --all";

  private static final long serialVersionUID = 1L;

  public SlotLostException(String reason) {
    super(reason, REMEDY);
  }
}
