package io.millrace.schema.version;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.idl.SchemaParser;
import io.millrace.schema.version.PublishedElements.Element;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedElementsTest {

  private static final Element PLAIN = new Element(Optional.empty(), false);

  @Test
  void eachPartOfASchemaIsNamedByItsCoordinateWithItsDeprecation() {
    var elements =
        PublishedElements.of(
            new SchemaParser()
                .parse(
                    """
                    type Query { leaf(size: Size, old: Int @deprecated(reason: "Say size.")): [Leaf!]! }
                    interface Named { name: String @deprecated }
                    type Leaf implements Named { name: String colour: Colour }
                    input Size { at: Int = 1 @deprecated(reason: "Nobody asks.") unit: Unit }
                    enum Unit { METRE FOOT @deprecated(reason: "Measure in metres.") }
                    enum Colour { GREEN BLUE @deprecated(reason: "No leaf is blue.") }
                    union Thing = Leaf
                    scalar Day
                    """));
    assertThat(elements)
        .containsOnlyKeys(
            "Query.leaf",
            "Query.leaf(size:)",
            "Query.leaf(old:)",
            "Named.name",
            "Leaf.name",
            "Leaf.colour",
            "Size.at",
            "Size.unit",
            "Unit.METRE",
            "Unit.FOOT",
            "Colour.GREEN",
            "Colour.BLUE")
        .containsEntry("Leaf.name", PLAIN)
        .containsEntry("Query.leaf(old:)", new Element(Optional.of("Say size."), false))
        .containsEntry("Named.name", new Element(Optional.of("No longer supported"), false))
        .containsEntry("Size.at", new Element(Optional.of("Nobody asks."), false))
        .containsEntry("Unit.FOOT", new Element(Optional.of("Measure in metres."), false))
        .containsEntry("Colour.BLUE", new Element(Optional.of("No leaf is blue."), true))
        .containsEntry("Colour.GREEN", new Element(Optional.empty(), true));
  }
}
