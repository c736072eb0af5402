package io.millrace.api.deprecation;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.api.usage.Element;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.VersionNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeprecationsTest {

  private static final LocalDate MARCH = LocalDate.of(2027, 3, 1);
  private static final LocalDate APRIL = LocalDate.of(2027, 4, 1);

  @Test
  void theListIsBoundedAndTheRestCounted() {
    var full = new Deprecations(elements(20), version(null, Map.of())).extensions();
    assertThat(full).containsOnlyKeys("deprecations");
    var more = new Deprecations(elements(23), version(null, Map.of())).extensions();
    assertThat((List<?>) more.get("deprecations")).hasSize(20);
    assertThat(more).containsEntry("deprecationsNotListed", 3);
  }

  @Test
  void theEarliestDayThatIsKnownCounts() {
    assertThat(since(null, Map.of())).isEmpty();
    assertThat(since(APRIL, Map.of())).contains(APRIL);
    assertThat(since(null, Map.of("T.f1", APRIL))).contains(APRIL);
    assertThat(since(APRIL, Map.of("T.f1", MARCH))).contains(MARCH);
    assertThat(since(MARCH, Map.of("T.f1", APRIL))).contains(MARCH);
    assertThat(since(null, Map.of("T.f0", APRIL, "T.f1", MARCH))).contains(MARCH);
    assertThat(since(APRIL, Map.of("T.unused", MARCH))).contains(APRIL);
  }

  private static Optional<LocalDate> since(
      @Nullable LocalDate version, Map<String, LocalDate> elements) {
    return new Deprecations(elements(2), version(version, elements)).since();
  }

  private static List<Element> elements(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new Element("T.f" + number, Optional.of("Use another.")))
        .toList();
  }

  private static ApiVersion version(
      @Nullable LocalDate deprecated, Map<String, LocalDate> deprecatedSince) {
    return new ApiVersion(
        "2027-01",
        deprecated,
        null,
        new TypeDefinitionRegistry(),
        new VersionNames(Map.of(), Set.of(), Map.of()),
        deprecatedSince);
  }
}
