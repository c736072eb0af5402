package io.millrace.storefront.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.storefront.StorefrontDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenFilesTest {

  private static final String GOOD = "1,10001,X,1,2010-12-01 08:00:00,1.25,17850.0,France";

  private final ImportedShop shop = new ImportedShop();

  @TempDir private Path folder;

  @BeforeEach
  void anEmptyShop() {
    StorefrontDatabase.clear();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,10001,X,six,2010-12-01 08:00:00,1,,France            | Quantity is no whole number: 'six'
          1,10001,X,1.5,2010-12-01 08:00:00,1,,France            | Quantity is no whole number: '1.5'
          1,10001,X,,2010-12-01 08:00:00,1,,France               | Quantity is no whole number: ''
          1,10001,X,2147483648,2010-12-01 08:00:00,1,,France     | Quantity is too large
          1,10001,X,1,2010-12-01 08:00:00,"1,25",,France         | UnitPrice is no decimal number: '1,25'
          1,10001,X,1,2010-12-01 08:00:00,NaN,,France            | UnitPrice is no decimal number
          1,10001,X,1,2010-12-01 08:00:00,0.00001,,France        | UnitPrice has more than four decimals
          1,10001,X,1,2010-12-01 08:00:00,1234567890123456,,F    | UnitPrice is too large
          1,10001,X,1,2010-02-30 08:00:00,1,,France              | InvoiceDate is no date
          1,10001,X,1,12/1/2010 8:26,1,,France                   | InvoiceDate is no date
          1,10001,X,1,0000-01-01 08:00:00,1,,France              | InvoiceDate is of no plausible year
          ,10001,X,1,2010-12-01 08:00:00,1,,France               | InvoiceNo is blank
          M-1,10001,X,1,2010-12-01 08:00:00,1,,France            | InvoiceNo begins with M-
          1,demo-1,X,1,2010-12-01 08:00:00,1,,France             | StockCode begins with DEMO-
          1,10001,X,1,2010-12-01 08:00:00,1,D-000001,France      | CustomerID begins with D-
          1,10001,X,1,2010-12-01 08:00:00,1,                     | 7 columns where the header has 8
          1,10001,X,1,2010-12-01 08:00:00,1,,France,             | 9 columns where the header has 8
          1,10001,"X" Y,1,2010-12-01 08:00:00,1,,France          | this is no CSV
          """)
  void areNamedWithTheirLineAndLoadNothing(String line, String problem) throws IOException {
    var file = new RetailCsv().line(GOOD).line(line.strip()).line(GOOD).in(folder);

    refused(file, 3, problem);
  }

  @Test
  void lackAColumn() throws IOException {
    refused(
        plain("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n"),
        1,
        "the header lacks Description, Country");
  }

  @Test
  void areEmpty() throws IOException {
    refused(plain(""), 1, "the file is empty");
    refused(write(RetailCsv.gzip(new byte[0])), 1, "the file is empty");
  }

  @Test
  void areOfAnotherEncoding() throws IOException {
    var text = RetailCsv.HEADER + "\n" + (GOOD + "\n").repeat(20_000);
    var latin = text + "1,10001,£10,1,2010-12-01 08:00:00,1,,France\n" + GOOD;

    refused(write(latin.getBytes(StandardCharsets.ISO_8859_1)), 20_002, "not UTF-8 (0xa3)");
    refused(write(latin.getBytes(StandardCharsets.UTF_16)), 1, "not UTF-8 (0xfe)");
  }

  @Test
  void areCutOffWithinTheirCompression() throws IOException {
    var whole = RetailCsv.gzip(RetailCsv.manyInvoices(20_000).bytes());
    var file = write(Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> shop.take(file))
        .isInstanceOfSatisfying(
            BrokenFileException.class,
            broken -> {
              assertThat(broken).hasMessageContaining("the compressed file ends here");
              assertThat(broken.line()).isBetween(10_000L, 50_000L);
            });
    refused(write(Arrays.copyOf(whole, 5)), 1, "damaged at its beginning");
    // The last eight bytes hold length and checksum: all lines were there to be read.
    assertThatThrownBy(() -> shop.take(write(Arrays.copyOf(whole, whole.length - 3))))
        .isInstanceOf(BrokenFileException.class);
    assertNothingLoaded();
  }

  @Test
  void areDamagedWithinTheirCompression() throws IOException {
    var damaged = RetailCsv.gzip(RetailCsv.manyInvoices(2_000).bytes());
    damaged[damaged.length - 6] ^= 0x55;

    assertThatThrownBy(() -> shop.take(write(damaged)))
        .isInstanceOf(BrokenFileException.class)
        .hasMessageContaining("damaged");
    assertNothingLoaded();
  }

  @Test
  void leaveAQuoteOpen() throws IOException {
    var csv = new RetailCsv().line(GOOD).line("1,10001,\"X,1,2010-12-01 08:00:00,1,,France");
    refused(csv.in(folder), 3, "this is no CSV");

    var manyLines = (GOOD + "\n").repeat(40_000);
    refused(csv.line(manyLines).in(folder), 3, "a quote is opened and not closed");
  }

  @Test
  void areNotThere() {
    assertThatThrownBy(() -> shop.take(folder.resolve("missing.csv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void areNotPlainFilesWithAByteOrderMarkOtherColumnsOrNoLastLineFeed() throws Exception {
    var file =
        plain(
            "\uFEFFCountry,InvoiceNo,Extra,StockCode,Description,Quantity,InvoiceDate,UnitPrice,"
                + "CustomerID\r\nFrance,1,?,10001,\"X, \"\"Y\"\"\",1,2010-12-01 08:00:00,1,17850.0");

    assertThat(shop.take(file).inserted().lines()).isOne();
    assertThat(shop.text("select name from product")).isEqualTo("X, \"Y\"");
  }

  private void refused(Path file, long line, String problem) {
    assertThatThrownBy(() -> shop.take(file))
        .isInstanceOfSatisfying(
            BrokenFileException.class, broken -> assertThat(broken.line()).isEqualTo(line))
        .hasMessageContaining(problem);
    assertNothingLoaded();
  }

  private void assertNothingLoaded() {
    for (var table : new String[] {"category", "product", "variant", "customer", "orders"}) {
      assertThat(shop.count(table)).as(table).isZero();
    }
  }

  private Path plain(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.csv"), bytes);
  }
}
