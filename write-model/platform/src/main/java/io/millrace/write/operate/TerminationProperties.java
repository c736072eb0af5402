package io.millrace.write.operate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a process ends.
 *
 * @param notice how long a process goes on after SIGTERM while it says that it is not ready, so
 *     that load balancers send nothing more before it stops to listen; 0s where there is none
 */
@ConfigurationProperties("millrace.termination")
public record TerminationProperties(@DefaultValue("5s") Duration notice) {}
