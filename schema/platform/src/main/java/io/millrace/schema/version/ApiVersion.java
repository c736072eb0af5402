package io.millrace.schema.version;

import graphql.schema.idl.TypeDefinitionRegistry;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dated version of the API: one view of the SDL.
 *
 * @param name {@code YYYY-MM}, or {@link #UNNAMED} where the SDL declares no version
 * @param deprecated the day from which on clients should leave it, where one is set
 * @param sunset the day on which it ends, where one is set
 * @param published what its clients see
 * @param names how the names that it publishes and those of the SDL belong together
 * @param deprecatedSince by the published coordinate of an element that a later version has no
 *     more: the day on which that version began. Of other deprecated elements no day is known
 */
public record ApiVersion(
    String name,
    @Nullable LocalDate deprecated,
    @Nullable LocalDate sunset,
    TypeDefinitionRegistry published,
    VersionNames names,
    Map<String, LocalDate> deprecatedSince) {

  /** What the only version of an SDL is called that declares none. */
  public static final String UNNAMED = "unversioned";

  private static final Pattern NAME = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");

  public ApiVersion {
    deprecatedSince = Map.copyOf(deprecatedSince);
  }

  /** Whether a text can be a version's name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The first day of the month that a version is named after. */
  public static LocalDate firstDay(String name) {
    return YearMonth.parse(name).atDay(1);
  }

  /** Whether clients can ask for it by its name. */
  public boolean isNamed() {
    return !name.equals(UNNAMED);
  }

  /** The day from which on clients should leave it. */
  public Optional<LocalDate> deprecation() {
    return Optional.ofNullable(deprecated);
  }

  /** The day on which it ends. */
  public Optional<LocalDate> end() {
    return Optional.ofNullable(sunset);
  }
}
