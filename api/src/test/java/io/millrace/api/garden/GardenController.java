package io.millrace.api.garden;

import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What the directives can't say. */
@Controller
class GardenController {

  @QueryMapping
  String motto() {
    return "Festina lente";
  }

  @QueryMapping
  String weather() {
    return "Fair";
  }

  @QueryMapping
  String almanac() {
    return "Sow";
  }

  @QueryMapping
  String calendar() {
    return "Sow";
  }

  @QueryMapping
  String broken() {
    throw new IllegalStateException("select secret from table_of_secrets");
  }

  /** What must never stand in a controller of a reactive server. */
  @QueryMapping
  String dozes() throws InterruptedException {
    boolean woken = new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
    return woken ? "woken" : "awake";
  }

  @SchemaMapping(typeName = "Plant")
  Optional<Object> labelIn(Document plant, @Argument String language) {
    return ((List<?>) Objects.requireNonNull(plant.value("labels")))
        .stream()
            .map(DocumentObject.class::cast)
            .filter(label -> language.equals(label.value(label.shape().slot("language"))))
            .map(label -> Objects.requireNonNull(label.value(label.shape().slot("text"))))
            .findFirst();
  }

  /** What older versions call {@code height}, with {@code unit} as {@code in}. */
  @SchemaMapping(typeName = "Plant")
  @Nullable String heightText(Document plant, @Argument String unit) {
    var metres = (Double) plant.value("height");
    return metres == null ? null : metres + " " + unit;
  }

  @SchemaMapping(typeName = "Garden")
  String title(Document garden) {
    return String.valueOf(garden.value("title")).toUpperCase(Locale.ROOT);
  }
}
