package io.millrace.api.switches;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code ./millrace switch off} turns off.
 *
 * @param refresh how often a node reads what is off
 */
@ConfigurationProperties("millrace.api.switches")
record SwitchProperties(@DefaultValue("1s") Duration refresh) {

  SwitchProperties {
    if (!refresh.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.api.switches.refresh must be positive, not " + refresh);
    }
  }
}
