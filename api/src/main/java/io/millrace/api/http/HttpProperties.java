package io.millrace.api.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an HTTP request with operations may be like.
 *
 * @param maxBodyBytes the largest body that is read, and the longest query string of a GET
 * @param bodyTimeout how long a body may take to arrive
 * @param idleTimeout how long a connection may take to send the head of its next request
 * @param maxAnswerBytes the longest answer, in bytes of JSON; one that would be longer is not given
 * @param batchSize the most operations in one request's JSON array; 0 refuses arrays
 */
@ConfigurationProperties("millrace.api.http")
public record HttpProperties(
    @DefaultValue("262144") int maxBodyBytes,
    @DefaultValue("10s") Duration bodyTimeout,
    @DefaultValue("75s") Duration idleTimeout,
    @DefaultValue("16777216") int maxAnswerBytes,
    @DefaultValue("0") int batchSize) {

  public HttpProperties {
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException(
          "millrace.api.http.max-body-bytes must be positive, not " + maxBodyBytes);
    }
    if (maxAnswerBytes < 1) {
      throw new IllegalArgumentException(
          "millrace.api.http.max-answer-bytes must be positive, not " + maxAnswerBytes);
    }
    if (!bodyTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.api.http.body-timeout must be positive, not " + bodyTimeout);
    }
    if (!idleTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.api.http.idle-timeout must be positive, not " + idleTimeout);
    }
    if (batchSize < 0) {
      throw new IllegalArgumentException(
          "millrace.api.http.batch-size must not be negative, and is " + batchSize);
    }
  }
}
