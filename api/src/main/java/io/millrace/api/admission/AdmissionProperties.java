package io.millrace.api.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many operations run at once, and for how long. Each node counts for itself.
 *
 * @param maxPerClient the most operations of one client at once
 * @param maxPerNode the most operations at once; more of them are refused with {@code OVERLOADED},
 *     so that the others are answered in time
 * @param timeLimit how long an operation may take, longer than a command may
 */
@ConfigurationProperties("millrace.api.admission")
record AdmissionProperties(
    @DefaultValue("100") int maxPerClient,
    @DefaultValue("1000") int maxPerNode,
    @DefaultValue("15s") Duration timeLimit) {

  AdmissionProperties {
    if (maxPerClient < 1 || maxPerNode < 1 || !timeLimit.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.api.admission: max-per-client, max-per-node and time-limit must be positive, and are %d, %d, %s"
              .formatted(maxPerClient, maxPerNode, timeLimit));
    }
  }
}
