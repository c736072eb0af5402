package io.millrace.api.http;

import java.util.List;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The media types of answers (GraphQL over HTTP, section 4); both are in UTF-8 without saying so.
 */
enum AnswerType {
  /** Its status says whether the request could be executed. */
  GRAPHQL_RESPONSE(MediaType.APPLICATION_GRAPHQL_RESPONSE),
  /** For older clients, and what is given to those that name no preference. */
  JSON(MediaType.APPLICATION_JSON);

  private final MediaType mediaType;

  AnswerType(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  MediaType mediaType() {
    return mediaType;
  }

  /**
   * The type that a client likes best, by quality, then by the order of its header (RFC 9110,
   * section 12.5.1); absent where it takes none of ours.
   *
   * @param accept the values of the header {@code Accept}
   */
  static Optional<AnswerType> negotiate(List<String> accept) {
    List<MediaType> wanted;
    try {
      wanted = MediaType.parseMediaTypes(accept);
    } catch (InvalidMediaTypeException e) {
      return Optional.empty();
    }
    if (wanted.isEmpty()) {
      return Optional.of(JSON);
    }
    return wanted.stream()
        .filter(type -> type.getQualityValue() > 0)
        .sorted((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()))
        .flatMap(type -> matching(type).stream())
        .findFirst();
  }

  private static Optional<AnswerType> matching(MediaType wanted) {
    var charset = wanted.getParameter("charset");
    if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
      return Optional.empty();
    }
    if (wanted.includes(MediaType.APPLICATION_JSON)) {
      return Optional.of(JSON);
    }
    return wanted.includes(MediaType.APPLICATION_GRAPHQL_RESPONSE)
        ? Optional.of(GRAPHQL_RESPONSE)
        : Optional.empty();
  }
}
