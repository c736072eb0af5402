package io.millrace.ops.test;

import io.millrace.api.ApiApplication;
import io.millrace.ops.identity.DevelopmentIssuer;
import io.millrace.ops.identity.DevelopmentIssuer.Bearer;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.run.Preparation;
import io.millrace.ops.run.Settings;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.millrace.ops.status.StatusReader;
import io.millrace.projector.ProjectorApplication;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.StreamProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.test.tester.GraphQlTester;
import org.springframework.graphql.test.tester.HttpGraphQlTester;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/**
 * API and projector with the domain on the class path, started by their own main methods in this
 * JVM, on a Postgres, an Elasticsearch and a Redis of its own.
 */
public final class RunningMillrace implements AutoCloseable {

  private static final StreamProperties STREAM = Settings.stream(Map.of());
  private static final Duration PROJECTION_LIMIT = Duration.ofSeconds(30);
  private static final Duration TOKEN_VALIDITY = Duration.ofHours(1);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final PostgresDatabase database;
  private final StoredDocuments documents;
  private final StatusReader status;
  private final RunningApplication projector;
  private final RunningApplication api;
  private final String url;
  private final DevelopmentIssuer issuer;

  private RunningMillrace(
      PostgresDatabase database,
      StoredDocuments documents,
      StatusReader status,
      RunningApplication projector,
      RunningApplication api,
      String url,
      DevelopmentIssuer issuer) {
    this.database = database;
    this.documents = documents;
    this.status = status;
    this.projector = projector;
    this.api = api;
    this.url = url;
    this.issuer = issuer;
  }

  /**
   * Starts the servers, migrates, and starts the applications.
   *
   * @throws io.millrace.schema.catalog.SchemaProblemsException when SDL, read models and tables do
   *     not fit, with all problems
   */
  static RunningMillrace start() {
    var stack = TestStack.shared();
    var database = stack.freshDatabase("domain");
    var redis = stack.freshRedis();
    var elasticsearch = stack.elasticsearch().uri();
    var catalog =
        new CatalogLoader()
            .load(DomainSources.fromClasspath(Thread.currentThread().getContextClassLoader()));
    String[] servers = {
      "--server.port=0",
      "--spring.r2dbc.url=" + database.r2dbcUrl(),
      "--spring.r2dbc.username=" + database.user(),
      "--spring.r2dbc.password=" + database.password(),
      "--spring.data.redis.url=" + redis,
      "--spring.elasticsearch.uris=" + elasticsearch
    };
    try {
      new Preparation(DatabaseAddress.parse(database.uri()), STREAM).migrate();
      var projector = RunningApplication.start("projector", ProjectorApplication::main, servers);
      var issuer = DevelopmentIssuer.in(Files.createTempDirectory("millrace-identity"));
      var api = RunningApplication.start("api", ApiApplication::main, trusting(issuer, servers));
      var url = "http://localhost:%d/graphql".formatted(api.port());
      var addresses =
          new Addresses(
              ProcessHandle.current().pid(),
              url,
              "http://localhost:" + projector.port(),
              database.uri(),
              elasticsearch,
              redis,
              STREAM);
      return new RunningMillrace(
          database,
          new StoredDocuments(catalog, STREAM.names(), redis),
          new StatusReader(addresses, catalog),
          projector,
          api,
          url,
          issuer);
    } catch (IOException failure) {
      throw new UncheckedIOException("No key to sign tokens with can be kept", failure);
    } catch (SQLException refused) {
      throw new IllegalStateException("Postgres refused: " + refused.getMessage(), refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while starting", stopped);
    }
  }

  private static String[] trusting(DevelopmentIssuer issuer, String... arguments) {
    return Stream.concat(
            Stream.concat(Stream.of(arguments), Stream.of("--millrace.api.mode=development")),
            issuer.properties().entrySet().stream()
                .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue())))
        .toArray(String[]::new);
  }

  /** The GraphQL endpoint. */
  public String url() {
    return url;
  }

  /** The database, for what {@link #sql} does not do. */
  public PostgresDatabase database() {
    return database;
  }

  /** The domain's catalog. */
  public Catalog catalog() {
    return documents.catalog();
  }

  /**
   * Runs one SQL statement and commits it.
   *
   * @param statement with a {@code ?} for each argument
   * @param arguments as JDBC takes them
   * @return the rows that it gives, columns by label; none for a statement that gives none
   */
  public List<Map<String, @Nullable Object>> sql(String statement, Object... arguments) {
    return SqlRows.of(database, statement, arguments);
  }

  /**
   * Waits until everything committed so far can be looked up and found.
   *
   * @throws AssertionError when that takes longer than 30 seconds, or the projector has stopped
   */
  public void awaitProjected() {
    try {
      if (!status.awaitPublished(PROJECTION_LIMIT)) {
        var halted = status.read(false).halted();
        throw new AssertionError(
            halted == null
                ? "Not everything was projected within " + PROJECTION_LIMIT
                : "The projector has stopped: " + halted);
      }
    } catch (SQLException | IOException failure) {
      throw new IllegalStateException("The projection can't be watched", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting", stopped);
    }
  }

  /**
   * The document that the projector stored, as lookups read it; empty where there is none.
   *
   * @param type the read model's GraphQL type
   * @param key the values of its key columns
   */
  public Optional<JsonNode> document(String type, Object... key) {
    return document(DocumentKey.of(type, key));
  }

  /** The document that the projector stored under this key; empty where there is none. */
  public Optional<JsonNode> document(DocumentKey key) {
    return documents.read(key);
  }

  /**
   * Somebody who is known to the API.
   *
   * @param subject the token's claim {@code sub}, which rules compare with
   * @param scopes what the token allows
   */
  public KnownCaller as(String subject, String... scopes) {
    var bearer = new Bearer(subject, "tests", Set.of(scopes));
    return new KnownCaller(this, issuer.token(bearer, TOKEN_VALIDITY));
  }

  /** Sends an operation, a query or a mutation, over HTTP, as nobody known. */
  public GraphQlTester.Response query(String operation) {
    return query(operation, Map.of());
  }

  /**
   * Sends an operation, a query or a mutation, over HTTP, as nobody known.
   *
   * @return the answer; a look at its data fails where the answer has errors that were not expected
   */
  public GraphQlTester.Response query(String operation, Map<String, ?> variables) {
    return execute(graphQl(), operation, variables);
  }

  static GraphQlTester.Response execute(
      GraphQlTester tester, String operation, Map<String, ?> variables) {
    var request = tester.document(operation);
    variables.forEach(request::variable);
    return request.execute();
  }

  /** A tester on the endpoint, for what {@link #query} does not do: headers, expected errors. */
  public HttpGraphQlTester graphQl() {
    return HttpGraphQlTester.create(
        WebTestClient.bindToServer().baseUrl(url).responseTimeout(ANSWER_LIMIT).build());
  }

  @Override
  public void close() throws Exception {
    status.close();
    documents.close();
    api.close();
    projector.close();
  }
}
