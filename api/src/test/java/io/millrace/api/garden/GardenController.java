package io.millrace.api.garden;

import io.millrace.schema.document.Document;
import java.util.Locale;
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
  String broken() {
    throw new IllegalStateException("select secret from table_of_secrets");
  }

  @SchemaMapping(typeName = "Garden")
  String title(Document garden) {
    return String.valueOf(garden.value("title")).toUpperCase(Locale.ROOT);
  }
}
