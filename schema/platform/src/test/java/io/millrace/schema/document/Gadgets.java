package io.millrace.schema.document;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.DocumentField.Indexing;
import io.millrace.schema.catalog.KeyDefinition;
import io.millrace.schema.catalog.KeyDefinition.KeyColumn;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import io.millrace.schema.key.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A read model that has a field of every kind. */
public final class Gadgets {

  public static final Indexing SORTABLE = new Indexing(false, true, null, false, false, null, null);
  public static final Indexing FILTERABLE =
      new Indexing(true, false, null, false, false, null, null);
  public static final Indexing BOTH = new Indexing(true, true, null, false, false, null, null);

  static final ObjectShape MONEY =
      new ObjectShape(
          "Money",
          List.of(
              required("amount", scalar(ScalarKind.DECIMAL)),
              required("currencyCode", scalar(ScalarKind.STRING))));

  static final ObjectShape PART =
      new ObjectShape(
          "Part",
          List.of(
              required("id", new WireType.Id("Part")),
              field(
                  "code",
                  scalar(ScalarKind.STRING),
                  true,
                  new Indexing(true, false, 1.0, false, false, null, null)),
              optional("price", new WireType.Nested(MONEY)),
              field(
                  "weight",
                  scalar(ScalarKind.DECIMAL),
                  false,
                  new Indexing(true, false, null, false, false, 3, null))));

  static final ObjectShape HEAD =
      new ObjectShape(
          "Head",
          List.of(
              required("ids", new WireType.ListOf(new WireType.Id("Note"), true)),
              required("total", scalar(ScalarKind.INT))));

  public static final ReadModel MODEL =
      model(
          required("id", new WireType.Id("Gadget")),
          field(
              "name",
              scalar(ScalarKind.STRING),
              true,
              new Indexing(false, true, 2.0, true, false, null, null)),
          field("makerId", new WireType.Id("Maker"), false, FILTERABLE),
          optional("siteId", new WireType.Id("Site")),
          field(
              "state",
              new WireType.EnumValue("State"),
              false,
              new Indexing(true, false, null, false, true, null, null)),
          field("stock", scalar(ScalarKind.INT), false, SORTABLE),
          field("serial", scalar(ScalarKind.LONG), false, BOTH),
          field("rating", scalar(ScalarKind.FLOAT), false, BOTH),
          field(
              "amount",
              scalar(ScalarKind.DECIMAL),
              false,
              new Indexing(true, true, null, false, false, 4, null)),
          field("active", scalar(ScalarKind.BOOLEAN), false, BOTH),
          field("madeAt", scalar(ScalarKind.DATE_TIME), false, BOTH),
          field("soldOn", scalar(ScalarKind.DATE), false, BOTH),
          field(
              "tags",
              new WireType.ListOf(scalar(ScalarKind.STRING), false),
              false,
              new Indexing(true, false, 1.0, false, true, null, null)),
          optional("price", new WireType.Nested(MONEY)),
          optional("parts", new WireType.ListOf(new WireType.Nested(PART), false)),
          optional("notesHead", new WireType.Nested(HEAD)));

  private Gadgets() {}

  /** A read model named Gadget with these fields. */
  public static ReadModel model(DocumentField... fields) {
    return new ReadModel(
        "Gadget",
        "Gadget.sql",
        "select",
        new KeyDefinition(List.of(new KeyColumn("id", "ids", "bigint")), "gadget", List.of("id")),
        List.of(),
        List.of(new UniqueKey("name", List.of("name"), "select")),
        new ObjectShape("Gadget", List.of(fields)),
        "0123456789ab");
  }

  static DocumentField required(String name, WireType type) {
    return field(name, type, true, Indexing.NONE);
  }

  static DocumentField optional(String name, WireType type) {
    return field(name, type, false, Indexing.NONE);
  }

  static DocumentField field(String name, WireType type, boolean nonNull, Indexing indexing) {
    return new DocumentField(name, type, nonNull, false, indexing);
  }

  static WireType scalar(ScalarKind kind) {
    return new WireType.Scalar(kind);
  }

  static DocumentKey key(long number) {
    return DocumentKey.of("Gadget", number);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String canonical(ReadModel model, String jsonb) {
    return new String(
        CanonicalWriter.of(model).write(key(1), bytes(jsonb)), StandardCharsets.UTF_8);
  }

  static Document document(DocumentKey key, String jsonb) {
    return document(MODEL, key, jsonb);
  }

  static Document document(ReadModel model, DocumentKey key, String jsonb) {
    return Document.of(
        model, key, DocumentVersion.of(1, 7), CanonicalWriter.of(model).write(key, bytes(jsonb)));
  }
}
