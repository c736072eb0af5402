package io.millrace.api.error;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code millrace.errors}: the errors that clients are told, by their codes, within an answer or in
 * its place.
 */
public final class ErrorMeter {

  private static final String UNKNOWN_CODE = "UNKNOWN";

  private final MeterRegistry registry;

  ErrorMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts an error.
   *
   * @param code its name; what is none of {@link ErrorCode} is counted together, so that a domain's
   *     own codes open no series
   */
  public void count(String code) {
    registry
        .counter(
            "millrace.errors", "code", ErrorCode.named(code).map(Enum::name).orElse(UNKNOWN_CODE))
        .increment();
  }
}
