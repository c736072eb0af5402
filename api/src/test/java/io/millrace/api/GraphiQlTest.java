package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.FluentWait;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The page to try operations in, where it is switched on. */
@TestPropertySource(properties = "millrace.api.mode=development")
class GraphiQlTest extends ApiTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties) throws IOException {
    var file = Files.createTempFile("graphiql-tokens", ".json");
    Files.writeString(file, "{\"ada\": \"token-of-ada\"}");
    properties.add("millrace.api.graphiql.tokens", file::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, Accept, */*, true",
    "127.0.0.1, Accept, */*, true",
    "[::1], Sec-Fetch-Site, same-origin, true",
    "evil.example, Accept, */*, false",
    "localhost, Origin, https://evil.example, false",
    "localhost, Sec-Fetch-Site, cross-site, false",
    "localhost, Sec-Fetch-Site, same-site, false",
    "localhost, X-Forwarded-For, 192.0.2.1, false",
    "localhost, Via, 1.1 proxy, false"
  })
  void givesTokensToPagesOfThisMachineAlone(
      String host, String header, String value, boolean given) {
    var settings =
        client()
            .get()
            .uri("/graphiql/settings")
            .header("Host", host + ":" + port())
            .header(header, value)
            .exchange()
            .expectHeader()
            .valueEquals("Cache-Control", "no-store")
            .expectBody();
    if (given) {
      settings.jsonPath("$.tokens.ada").isEqualTo("token-of-ada");
    } else {
      settings.jsonPath("$.tokens").isEmpty();
    }
  }

  @Test
  void opensTheOperationsOfTheDomainInItsTabs() {
    client()
        .get()
        .uri("/graphiql/settings")
        .exchange()
        .expectBody()
        .jsonPath("$.endpoint")
        .isEqualTo("/graphql")
        .jsonPath("$.tabs.length()")
        .isEqualTo(3)
        .jsonPath("$.tabs[0].query")
        .value(String.class, query -> assertThat(query).contains("query Motto"))
        .jsonPath("$.tabs[0].variables")
        .isEmpty()
        .jsonPath("$.tabs[1].variables")
        .value(String.class, variables -> assertThat(variables).contains("\"ids\""));
  }

  @Test
  void loadsNothingFromElsewhere() {
    for (var path :
        new String[] {
          "/graphiql", "/graphiql/styles.js", "/graphiql/graphiql.js", "/graphiql/graphiql.css"
        }) {
      client()
          .get()
          .uri(path)
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .value(
              "Content-Security-Policy",
              policy ->
                  assertThat(policy)
                      .contains("default-src 'none'")
                      .doesNotContain("http", "*", "unsafe"));
    }
  }

  @Test
  void hasAnotherNonceAtEachVisit() {
    assertThat(policy()).contains("script-src 'self'", "'nonce-").isNotEqualTo(policy());
  }

  private String policy() {
    var headers =
        client().get().uri("/graphiql").exchange().returnResult(String.class).getResponseHeaders();
    return String.valueOf(headers.getFirst("Content-Security-Policy"));
  }

  @Test
  void runsAnOperationInABrowser() throws Exception {
    var chromium = program("chromium");
    var driver = program("chromedriver");
    assumeTrue(chromium.isPresent() && driver.isPresent(), "chromium and chromedriver are needed");
    var options = new ChromeOptions().setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--window-size=1400,900");
    var service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build();
    var browser = new ChromeDriver(service, options);
    try {
      browser.get("http://localhost:%d/graphiql".formatted(port()));
      await(browser, ".graphiql-execute-button").click();
      var answer = awaitText(browser, ".result-window", "Festina lente");
      Files.write(Path.of("target/graphiql.png"), browser.getScreenshotAs(OutputType.BYTES));
      assertThat(answer).contains("\"motto\"");
      var tabs = browser.findElements(By.cssSelector("[role=tab]"));
      assertThat(tabs).hasSizeGreaterThanOrEqualTo(3);
      // Its operation says `# as: ada`, whose token here is none.
      tabs.get(2).click();
      await(browser, ".graphiql-execute-button").click();
      awaitText(browser, ".result-window", "INVALID_TOKEN");
      assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
          .noneMatch(entry -> entry.getMessage().contains("Content Security Policy"));
    } finally {
      browser.quit();
    }
  }

  private static WebElement await(ChromeDriver browser, String selector) {
    return new FluentWait<>(browser)
        .withTimeout(LIMIT)
        .ignoring(org.openqa.selenium.NoSuchElementException.class)
        .until(page -> page.findElement(By.cssSelector(selector)));
  }

  private static String awaitText(ChromeDriver browser, String selector, String text) {
    return new FluentWait<>(browser)
        .withTimeout(LIMIT)
        .until(
            page -> {
              var shown = page.findElement(By.cssSelector(selector)).getText();
              return shown.contains(text) ? shown : null;
            });
  }

  private static Optional<Path> program(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
        .build();
  }
}
