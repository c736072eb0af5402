package io.millrace.api.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages of other origins may ask from a browser (Fetch standard, section 3.3). Cookies never
 * come with it, since none means anything here.
 *
 * @param origins such as {@code https://shop.example}, or {@code *} for all; none where it is empty
 * @param maxAge how long a browser may remember what it was allowed
 */
@ConfigurationProperties("millrace.api.cross-origin")
record CrossOriginProperties(
    @DefaultValue List<String> origins, @DefaultValue("10m") Duration maxAge) {

  CrossOriginProperties {
    origins = List.copyOf(origins);
    origins.stream()
        .filter(origin -> !origin.equals("*") && !isOrigin(origin))
        .findFirst()
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException(
                  "millrace.api.cross-origin.origins: '%s' is no origin; write scheme, host and port only, such as https://shop.example"
                      .formatted(wrong));
            });
  }

  private static boolean isOrigin(String text) {
    try {
      var uri = URI.create(text);
      return uri.getScheme() != null
          && uri.getHost() != null
          && text.equals("%s://%s".formatted(uri.getScheme(), uri.getAuthority()));
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
