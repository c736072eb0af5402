package io.millrace.write.command;

import io.millrace.schema.key.DocumentKey;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** As codegen makes it: a bean. */
public class BookAddInput {
  private String isbn = "";
  private String title = "";
  private DocumentKey authorId = DocumentKey.of("Author", 0);
  private @Nullable BigDecimal price;
  private @Nullable OffsetDateTime printedAt;

  public String getIsbn() {
    return isbn;
  }

  public void setIsbn(String isbn) {
    this.isbn = isbn;
  }

  public String getTitle() {
    return title;
  }

  public void setTitle(String title) {
    this.title = title;
  }

  public DocumentKey getAuthorId() {
    return authorId;
  }

  public void setAuthorId(DocumentKey authorId) {
    this.authorId = authorId;
  }

  public @Nullable BigDecimal getPrice() {
    return price;
  }

  public void setPrice(@Nullable BigDecimal price) {
    this.price = price;
  }

  public @Nullable OffsetDateTime getPrintedAt() {
    return printedAt;
  }

  public void setPrintedAt(@Nullable OffsetDateTime printedAt) {
    this.printedAt = printedAt;
  }
}
