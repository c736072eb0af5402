package io.millrace.write.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What an application that does not start says of its handlers. */
class CommandBindingFailureAnalyzerTest {

  @Test
  void saysWhatIsMissingInsteadOfATrace() {
    var failure =
        new BeanCreationException(
            "commandRegistry", new CommandBindingException(List.of("No handler for cakeBake")));
    var said =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, (type, name, needsMore) -> {})
            .stream()
            .map(analyzer -> analyzer.analyze(failure))
            .filter(Objects::nonNull)
            .toList();
    assertThat(said).hasSize(1);
    assertThat(said.getFirst().getDescription()).contains("No handler for cakeBake");
  }
}
