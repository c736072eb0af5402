package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.garden.DiaryCommands;
import io.millrace.api.garden.GardenStores;
import io.millrace.api.garden.PlantCommands;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

class UnansweredFieldTest {

  @Test
  void endsTheStartAndIsNamed() {
    assertThatThrownBy(
            () ->
                // The garden without its controller.
                new SpringApplicationBuilder(
                        ApiApplication.class, PlantCommands.class, DiaryCommands.class)
                    .properties("spring.config.name=millrace-api", "server.port=0")
                    .properties(GardenStores.shared().addresses())
                    .run()
                    .close())
        .rootCause()
        .hasMessageStartingWith("Nothing answers these fields:")
        .hasMessageContaining("Query.motto")
        .hasMessageContaining("Plant.labelIn")
        .hasMessageContaining("@SchemaMapping(typeName = \"Plant\")")
        .hasMessageNotContaining("Garden.title");
  }
}
