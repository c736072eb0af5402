package io.millrace.projector.slot;

/**
 * Another projector holds the slot, or has taken it since: ends an owner's time with it. A
 * projector stands by then.
 */
public class SlotHeldException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  public SlotHeldException(String reason, String remedy) {
    super(reason, remedy);
  }
}
