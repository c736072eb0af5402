package io.millrace.projector.run;

import io.millrace.projector.slot.ProjectorHaltException;
import io.millrace.projector.slot.StartupFinding;
import java.util.List;
import java.util.stream.Collectors;

/** A server is set up so that changes would be missed. */
public final class UnsuitableServerException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  UnsuitableServerException(List<StartupFinding> errors) {
    super(
        errors.stream().map(StartupFinding::what).collect(Collectors.joining(" ")),
        errors.stream().map(StartupFinding::fix).collect(Collectors.joining("; ")));
  }
}
