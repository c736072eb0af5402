package io.millrace.storefront.retail;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of records, and refuses what the tables could not hold or a person could not mean.
 */
final class LineReader {

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,10}(\\.0+)?");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{0,20})?");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int MAX_SCALE = 4;
  private static final int MAX_WHOLE_DIGITS = 15;
  private static final int MAX_IDENTIFIER = 64;
  private static final int MAX_COUNTRY = 100;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 9999;

  /** What the data set itself writes where the country is not known. */
  private static final String UNKNOWN_COUNTRY = "Unspecified";

  private enum Column {
    INVOICE("InvoiceNo"),
    CODE("StockCode"),
    DESCRIPTION("Description"),
    QUANTITY("Quantity"),
    DATE("InvoiceDate"),
    PRICE("UnitPrice"),
    CUSTOMER("CustomerID"),
    COUNTRY("Country");

    private final String title;

    Column(String title) {
      this.title = title;
    }
  }

  private final Map<Column, Integer> places;
  private final int width;

  private LineReader(Map<Column, Integer> places, int width) {
    this.places = places;
    this.width = width;
  }

  /**
   * A reader for files with this header; the columns may stand in any order.
   *
   * @throws BrokenFileException when a column is missing
   */
  static LineReader of(CSVRecord header, long line) {
    var titles = new ArrayList<String>();
    // A byte order mark is no part of the first title.
    header.forEach(title -> titles.add(title.replace("\uFEFF", "").strip()));
    var places = new EnumMap<Column, Integer>(Column.class);
    var missing = new ArrayList<String>();
    for (var column : Column.values()) {
      int place = titles.indexOf(column.title);
      if (place < 0) {
        missing.add(column.title);
      } else {
        places.put(column, place);
      }
    }
    if (!missing.isEmpty()) {
      throw new BrokenFileException(
          line, "the header lacks " + String.join(", ", missing) + "; it is " + shown(titles));
    }
    return new LineReader(places, titles.size());
  }

  /**
   * The line of a record.
   *
   * @throws BrokenFileException when a field can't be read
   */
  RetailLine read(CSVRecord row, long line) {
    if (row.size() != width) {
      throw new BrokenFileException(
          line, "%d columns where the header has %d".formatted(row.size(), width));
    }
    var fields = new Fields(row, line);
    return new RetailLine(
        line,
        fields.invoice(),
        fields.code(),
        fields.optional(Column.DESCRIPTION),
        fields.quantity(),
        fields.date(),
        fields.price(),
        fields.customer(),
        fields.country());
  }

  private static String shown(List<String> titles) {
    var text = String.join(",", titles);
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private final class Fields {

    private final CSVRecord row;
    private final long line;

    Fields(CSVRecord row, long line) {
      this.row = row;
      this.line = line;
    }

    /** Numbers of orders placed here and of demonstration data begin with a letter and a hyphen. */
    String invoice() {
      var number = text(Column.INVOICE);
      if (number.isBlank()) {
        throw broken(Column.INVOICE, "is blank");
      }
      return ours(Column.INVOICE, bounded(Column.INVOICE, number, MAX_IDENTIFIER), "M-", "D-");
    }

    @Nullable String code() {
      var code = optional(Column.CODE);
      return code == null
          ? null
          : ours(
              Column.CODE,
              bounded(Column.CODE, code.toUpperCase(Locale.ROOT), MAX_IDENTIFIER),
              "DEMO-");
    }

    int quantity() {
      var text = text(Column.QUANTITY).strip();
      if (!WHOLE.matcher(text).matches()) {
        throw broken(Column.QUANTITY, "is no whole number");
      }
      var number = new BigDecimal(text).longValue();
      if (Math.abs(number) > Integer.MAX_VALUE) {
        throw broken(Column.QUANTITY, "is too large");
      }
      return (int) number;
    }

    Instant date() {
      try {
        var date = LocalDateTime.parse(text(Column.DATE).strip(), DATE);
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
          throw broken(Column.DATE, "is of no plausible year");
        }
        return date.toInstant(ZoneOffset.UTC);
      } catch (DateTimeException malformed) {
        throw broken(Column.DATE, "is no date of the form 2010-12-01 08:26:00");
      }
    }

    BigDecimal price() {
      var text = text(Column.PRICE).strip();
      if (!DECIMAL.matcher(text).matches()) {
        throw broken(Column.PRICE, "is no decimal number");
      }
      var price = new BigDecimal(text).stripTrailingZeros();
      if (price.scale() > MAX_SCALE) {
        throw broken(Column.PRICE, "has more than four decimals");
      }
      if (price.precision() - price.scale() > MAX_WHOLE_DIGITS) {
        throw broken(Column.PRICE, "is too large");
      }
      return price;
    }

    @Nullable String customer() {
      var number = optional(Column.CUSTOMER);
      if (number == null) {
        return null;
      }
      var plain = number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
      if (plain.isEmpty()) {
        throw broken(Column.CUSTOMER, "is no number of a customer");
      }
      return ours(Column.CUSTOMER, bounded(Column.CUSTOMER, plain, MAX_IDENTIFIER), "D-");
    }

    String country() {
      var country = optional(Column.COUNTRY);
      return country == null ? UNKNOWN_COUNTRY : bounded(Column.COUNTRY, country, MAX_COUNTRY);
    }

    @Nullable String optional(Column column) {
      var text = text(column).strip();
      return text.isEmpty() ? null : text;
    }

    private String text(Column column) {
      var text = row.get(places.getOrDefault(column, 0));
      if (text.indexOf('\0') >= 0) {
        throw broken(column, "holds a character that is no text (U+0000)");
      }
      return text;
    }

    private String bounded(Column column, String text, int maxChars) {
      if (text.length() > maxChars) {
        throw broken(column, "is longer than %d characters".formatted(maxChars));
      }
      return text;
    }

    /** Imported keys and those made here must never meet, whichever comes first. */
    private String ours(Column column, String key, String... reserved) {
      for (var prefix : reserved) {
        if (key.startsWith(prefix)) {
          throw broken(
              column, "begins with %s, which is kept for rows made here".formatted(prefix));
        }
      }
      return key;
    }

    private BrokenFileException broken(Column column, String problem) {
      var value = row.get(places.getOrDefault(column, 0));
      var excerpt = value.length() <= 40 ? value : value.substring(0, 40) + "…";
      return new BrokenFileException(
          line, "%s %s: '%s'".formatted(column.title, problem, excerpt.replace('\0', '?')));
    }
  }
}
