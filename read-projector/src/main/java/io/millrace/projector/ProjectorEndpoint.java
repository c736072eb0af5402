package io.millrace.projector;

import io.millrace.projector.run.Projector;
import io.millrace.projector.run.ProjectorReport;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/projector}: positions, lag, counts, backfill, and why it stopped. */
@Endpoint(id = "projector")
class ProjectorEndpoint {

  private final Projector projector;

  ProjectorEndpoint(Projector projector) {
    this.projector = projector;
  }

  @ReadOperation
  ProjectorReport report() {
    return ProjectorReport.of(projector);
  }
}
