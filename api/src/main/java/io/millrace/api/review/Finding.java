package io.millrace.api.review;

import graphql.language.SourceLocation;
import io.millrace.api.error.ErrorCode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is the matter with a document.
 *
 * @param effect what comes of it
 * @param code the error that a client would get
 * @param operation what it concerns, such as {@code query Page}; empty for the whole document
 * @param version the API version that it is seen in; empty where it is seen in any
 * @param location where in the document, where that is known
 * @param message what is wrong
 */
public record Finding(
    Effect effect,
    ErrorCode code,
    String operation,
    String version,
    Optional<SourceLocation> location,
    String message) {

  /** What comes of a finding. */
  public enum Effect {
    /** It is no document of the schema, and never runs. */
    INVALID,
    /** A limit refuses it whenever it is sent. */
    REFUSED,
    /** It may be refused, by who sends it or how the API is set up. */
    NOTED
  }

  /** In one line. */
  @Override
  public String toString() {
    var where =
        Stream.of(
                operation,
                version,
                location.map(at -> at.getLine() + ":" + at.getColumn()).orElse(""))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    var what = effect == Effect.INVALID ? message : code + ": " + message;
    return where.isEmpty() ? what : where + ": " + what;
  }
}
