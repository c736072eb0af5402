package io.millrace.api.version;

import graphql.GraphQLContext;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.schema.version.ApiVersion;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/** The versions that are served. */
public final class Versions {

  /** The header that asks for a version, and that says which one was served. */
  public static final String HEADER = "API-Version";

  /** The request's attribute that holds the version it is answered in. */
  public static final String ATTRIBUTE = Versions.class.getName();

  /** RFC 9110, section 5.6.7: two digits of the day, which Java's own format of that name lacks. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final List<ApiVersion> known;

  /** Written once: the first use of a format reads files, which an event loop must not. */
  private final Map<String, HttpHeaders> headers;

  /**
   * @param known the oldest first; at least one
   */
  public Versions(List<ApiVersion> known) {
    this.known = List.copyOf(known);
    this.headers = known.stream().collect(Collectors.toMap(ApiVersion::name, Versions::headers));
  }

  /** The version of a request that is being executed. */
  public static ApiVersion of(GraphQLContext context) {
    return Objects.requireNonNull(context.get(ApiVersion.class), "a version is chosen first");
  }

  /**
   * Says in an answer's headers which version it is of, and for one at its end since when clients
   * should leave it ({@code Deprecation}, RFC 9745) and when it ends ({@code Sunset}, RFC 8594).
   */
  public void describe(ApiVersion version, HttpHeaders answer) {
    answer.putAll(Objects.requireNonNull(headers.get(version.name()), version.name()));
  }

  private static HttpHeaders headers(ApiVersion version) {
    var headers = new HttpHeaders();
    if (version.isNamed()) {
      headers.set(HEADER, version.name());
    }
    version.deprecation().ifPresent(day -> deprecate(headers, day));
    version.end().ifPresent(day -> headers.set("Sunset", HTTP_DATE.format(midnight(day))));
    return headers;
  }

  /** Says since when, or from when on, clients should leave what was answered (RFC 9745). */
  public static void deprecate(HttpHeaders answer, LocalDate day) {
    answer.set("Deprecation", "@" + midnight(day).toEpochSecond());
  }

  private static ZonedDateTime midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC);
  }

  /** All of them, the oldest first. */
  public List<ApiVersion> known() {
    return known;
  }

  /** What is served to those who name none. */
  public ApiVersion newest() {
    return known.getLast();
  }

  /**
   * The version that a request asks for.
   *
   * @param header the values of {@link #HEADER}
   * @param path the version in its path, where that names one
   * @throws RequestException when it names several, or one that there is not
   */
  public ApiVersion choose(List<String> header, Optional<String> path) {
    var asked =
        Stream.concat(header.stream().flatMap(COMMA::splitAsStream), path.stream())
            .map(String::strip)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (asked.size() > 1) {
      throw new RequestException(
          ErrorCode.API_VERSION_CONFLICT,
          "The request asks for several API versions (%s): name one, in the path or in the header %s"
              .formatted(shown(asked), HEADER));
    }
    return asked.isEmpty() ? newest() : find(asked.getFirst());
  }

  private ApiVersion find(String name) {
    return known.stream()
        .filter(ApiVersion::isNamed)
        .filter(version -> version.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestException(
                    ErrorCode.API_VERSION_UNKNOWN,
                    "There is no API version %s; there are: %s"
                        .formatted(
                            shown(List.of(name)),
                            known.stream()
                                .filter(ApiVersion::isNamed)
                                .map(ApiVersion::name)
                                .collect(Collectors.joining(", ")))));
  }

  /** What a client sent, short enough to send back. */
  private static String shown(Iterable<String> names) {
    var text = String.join(", ", names);
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
