package io.millrace.api.graphiql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.ApiProperties;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;

class GraphiQlConfigurationTest {

  @Test
  void givesAwayNoTokensInProduction() {
    var production =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("millrace.api", ApiProperties.class);
    var tokens = new GraphiQlProperties(true, Path.of("/nowhere/tokens.json"));
    assertThatThrownBy(
            () ->
                new GraphiQlConfiguration()
                    .graphiQlPage(new GraphQlProperties(), tokens, production))
        .hasMessageContaining("millrace.api.graphiql.tokens")
        .hasMessageContaining("millrace.api.mode=development");
  }
}
