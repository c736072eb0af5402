package io.millrace.storefront.retail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes files of the import's format. */
final class RetailCsv {

  static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

  private final StringBuilder text = new StringBuilder(HEADER).append('\n');

  /** A line as it stands in the file. */
  RetailCsv line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** A sale's good line, of which only code, description and price matter. */
  RetailCsv sold(String code, String description, String price) {
    return line(
        "1,%s,%s,1,2010-12-01 08:00:00,%s,17850.0,France".formatted(code, description, price));
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] plain) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    }
    return compressed.toByteArray();
  }

  Path in(Path folder) throws IOException {
    return Files.write(folder.resolve("invoices.csv.gz"), gzip(bytes()));
  }

  /** Invoices of one to five lines, some returned, some of guests, some rejected. */
  static RetailCsv manyInvoices(int count) {
    var csv = new RetailCsv();
    for (int invoice = 0; invoice < count; invoice++) {
      boolean returned = invoice % 7 == 3;
      for (int line = 0; line <= invoice % 5; line++) {
        int thing = (invoice * 31 + line * 17) % 40;
        csv.line(
            "%s%d,%d%s,THING %d,%d,2011-03-%02d 10:%02d:00,%s,%s,%s"
                .formatted(
                    returned ? "C" : "",
                    536_000 + invoice,
                    20_000 + thing / 2,
                    thing % 2 == 0 ? "A" : "b",
                    thing / 3,
                    (returned ? -1 : 1) * (1 + line),
                    1 + invoice % 28,
                    line,
                    line == 3 ? "0.0" : "1." + (10 + thing),
                    invoice % 6 == 0 ? "" : 12_000 + invoice % 11 + ".0",
                    invoice % 2 == 0 ? "France" : "Japan"));
      }
    }
    return csv;
  }
}
