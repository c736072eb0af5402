package io.millrace.api.error;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients see it. graphql-java's own would write its classification beside the code,
 * which says the same a second time.
 *
 * @param classification what graphql-java and Spring know the error as
 * @param message what a client can act on
 * @param locations where in the document, null where that says nothing
 * @param path the field, null where the whole request is meant
 * @param extensions the code and what belongs to it
 */
public record CodedError(
    ErrorClassification classification,
    String message,
    @Nullable List<SourceLocation> locations,
    @Nullable List<Object> path,
    Map<String, Object> extensions)
    implements GraphQLError {

  static final String CODE = "code";

  public CodedError {
    extensions = Map.copyOf(extensions);
  }

  /** An error of the whole request. */
  public static CodedError of(ErrorCode code, String message) {
    return new CodedError(code, message, null, null, Map.of(CODE, code.name()));
  }

  /** An error of the whole request, for something at a place in its document. */
  static CodedError inDocument(@Nullable SourceLocation location, ErrorCode code, String message) {
    return new CodedError(
        code,
        message,
        location == null ? null : List.of(location),
        null,
        Map.of(CODE, code.name()));
  }

  /** An error of one value. */
  public static CodedError at(List<Object> path, ErrorCode code, String message) {
    return new CodedError(code, message, null, path, Map.of(CODE, code.name()));
  }

  /** The error with a code and without its classification. */
  static CodedError of(GraphQLError error, ErrorCode code, String message, Map<String, ?> more) {
    var extensions = new HashMap<String, Object>();
    if (error.getExtensions() != null) {
      extensions.putAll(error.getExtensions());
    }
    extensions.remove("classification");
    extensions.putIfAbsent(CODE, code.name());
    extensions.putAll(more);
    return new CodedError(code, message, error.getLocations(), error.getPath(), extensions);
  }

  @Override
  public ErrorClassification getErrorType() {
    return classification;
  }

  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public @Nullable List<SourceLocation> getLocations() {
    return locations;
  }

  @Override
  public @Nullable List<Object> getPath() {
    return path;
  }

  @Override
  public Map<String, Object> getExtensions() {
    return extensions;
  }

  @Override
  public Map<String, Object> toSpecification() {
    var specified = new LinkedHashMap<String, Object>();
    specified.put("message", message);
    if (locations != null && !locations.isEmpty()) {
      specified.put("locations", locations.stream().map(CodedError::location).toList());
    }
    if (path != null) {
      specified.put("path", path);
    }
    specified.put("extensions", extensions);
    return specified;
  }

  private static Map<String, Integer> location(SourceLocation location) {
    return Map.of("line", location.getLine(), "column", location.getColumn());
  }
}
