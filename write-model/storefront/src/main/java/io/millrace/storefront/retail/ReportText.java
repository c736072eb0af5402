package io.millrace.storefront.retail;

import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a report looks. */
final class ReportText {

  private static final int WIDTH = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportText() {}

  static String summary(ImportReport report) {
    var text = new StringBuilder();
    line(text, "%s: %,d rows read in %.1f s", report.file(), report.rows(), report.millis() / 1e3);
    line(text, "");
    line(text, "%-12s %12s %12s", "", "in the file", "inserted");
    table(text, report, "categories", ImportReport.Counts::categories);
    table(text, report, "products", ImportReport.Counts::products);
    table(text, report, "variants", ImportReport.Counts::variants);
    table(text, report, "customers", ImportReport.Counts::customers);
    table(text, report, "orders", ImportReport.Counts::orders);
    table(text, report, "lines", ImportReport.Counts::lines);
    line(text, "");
    line(
        text, "%,d lines rejected", report.rejected().values().stream().mapToInt(List::size).sum());
    report
        .rejected()
        .forEach((reason, lines) -> line(text, "  %,8d  %s", lines.size(), reason.words()));
    line(text, "%,d invoices skipped, which have no other lines", report.skippedInvoices());
    return text.toString();
  }

  static String full(ImportReport report) {
    var text = new StringBuilder(summary(report));
    report
        .rejected()
        .forEach(
            (reason, lines) -> {
              line(text, "");
              line(text, "Rejected, %s: lines", reason.words());
              wrap(text, lines);
            });
    return text.toString();
  }

  static String json(ImportReport report) {
    return JSON.writeValueAsString(report) + "\n";
  }

  private static void table(
      StringBuilder text,
      ImportReport report,
      String name,
      ToLongFunction<ImportReport.Counts> count) {
    line(
        text,
        "%-12s %,12d %,12d",
        name,
        count.applyAsLong(report.inFile()),
        count.applyAsLong(report.inserted()));
  }

  private static void wrap(StringBuilder text, List<Integer> lines) {
    int begin = text.length();
    for (int number : lines) {
      var word = Integer.toString(number);
      if (text.length() - begin + word.length() + 1 > WIDTH) {
        text.append('\n');
        begin = text.length();
      }
      text.append(text.length() == begin ? "  " : " ").append(word);
    }
    text.append('\n');
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(format.isEmpty() ? "" : format.formatted(values)).append('\n');
  }
}
