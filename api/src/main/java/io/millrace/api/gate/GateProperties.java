package io.millrace.api.gate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How operations are let through.
 *
 * @param documentCacheBytes about how many bytes parsed and validated documents may take
 */
@ConfigurationProperties("millrace.api.gate")
record GateProperties(@DefaultValue("67108864") long documentCacheBytes) {

  GateProperties {
    if (documentCacheBytes < 0) {
      throw new IllegalArgumentException(
          "millrace.api.gate.document-cache-bytes must not be negative, and is "
              + documentCacheBytes);
    }
  }
}
