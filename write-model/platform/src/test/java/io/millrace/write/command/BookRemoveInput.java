package io.millrace.write.command;

import io.millrace.schema.key.DocumentKey;

/** As codegen makes it: a bean. */
public class BookRemoveInput {
  private DocumentKey id = DocumentKey.of("Book", 0);

  public DocumentKey getId() {
    return id;
  }

  public void setId(DocumentKey id) {
    this.id = id;
  }
}
