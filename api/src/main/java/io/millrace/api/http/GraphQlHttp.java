package io.millrace.api.http;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.ErrorMeter;
import io.millrace.api.error.MessageLanguage;
import io.millrace.api.error.RefusedAnswer;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Origin;
import io.millrace.api.version.Versions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers GraphQL requests over HTTP (GraphQL over HTTP, draft of 2025). Spring's own handler knows
 * neither GET nor persisted documents nor batches.
 */
final class GraphQlHttp {

  private static final List<MediaType> ANSWERS =
      List.of(MediaType.APPLICATION_GRAPHQL_RESPONSE, MediaType.APPLICATION_JSON);

  /**
   * What an answer depends on beside its address: who asks, for which version, and in what form.
   */
  private static final List<String> VARYING =
      List.of(
          HttpHeaders.ACCEPT,
          HttpHeaders.ACCEPT_ENCODING,
          HttpHeaders.AUTHORIZATION,
          Versions.HEADER,
          "GraphQL-Cost");

  /** The path's part that names a version. */
  private static final String VERSION = "version";

  /** What Apollo's clients call themselves by. */
  private static final String CLIENT_NAME = "apollographql-client-name";

  private final WebGraphQlHandler handler;
  private final OperationReader reader;
  private final Answers answers;
  private final HttpProperties properties;
  private final String path;
  private final Versions versions;
  private final ErrorMeter errors;

  /**
   * @param path where the newest version is served; each is below its name too
   */
  GraphQlHttp(
      WebGraphQlHandler handler,
      HttpProperties properties,
      String path,
      Versions versions,
      ErrorMeter errors) {
    this.handler = handler;
    this.reader = new OperationReader(properties.batchSize());
    this.answers = new Answers(properties.maxAnswerBytes());
    this.properties = properties;
    this.path = path;
    this.versions = versions;
    this.errors = errors;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route(
        RequestPredicates.path(path)
            .or(RequestPredicates.path("/{" + VERSION + ":\\d{4}-\\d{2}}" + path))
            .and(RequestPredicates.method(HttpMethod.OPTIONS).negate()),
        this::answer);
  }

  private Mono<ServerResponse> answer(ServerRequest request) {
    var version =
        versions.choose(
            request.headers().header(Versions.HEADER),
            Optional.ofNullable(request.pathVariables().get(VERSION)));
    request.attributes().put(Versions.ATTRIBUTE, version);
    // Not on the response to come: errors before there is one say it too.
    var headers = request.exchange().getResponse().getHeaders();
    versions.describe(version, headers);
    headers.addAll(HttpHeaders.VARY, VARYING);
    var type =
        AnswerType.negotiate(request.headers().header("Accept"))
            .orElseThrow(() -> new NotAcceptableStatusException(ANSWERS));
    return switch (request.method().name()) {
      case "POST" -> post(request, type);
      case "GET" -> get(request, type);
      default ->
          Mono.error(
              new MethodNotAllowedException(
                  request.method(), List.of(HttpMethod.GET, HttpMethod.POST)));
    };
  }

  private Mono<ServerResponse> get(ServerRequest request, AnswerType type) {
    Preflight.require(request.headers().asHttpHeaders());
    var query = request.uri().getRawQuery();
    if (query != null && query.length() > properties.maxBodyBytes()) {
      throw new RequestException(ErrorCode.BODY_TOO_LARGE, "The query string is too long");
    }
    var operation = reader.parameters(request.queryParams());
    return execute(request, operation, new AtomicInteger())
        .flatMap(response -> answers.one(response, type));
  }

  private Mono<ServerResponse> post(ServerRequest request, AnswerType type) {
    requireJson(request);
    var mutations = new AtomicInteger();
    return body(request)
        .map(reader::body)
        .flatMap(
            asked ->
                asked.batch()
                    // One after the other: a mutation's place in the request is part of its key.
                    ? Flux.fromIterable(asked.operations())
                        .concatMap(operation -> member(request, operation, mutations))
                        .collectList()
                        .flatMap(responses -> answers.batch(responses, type))
                    : execute(request, asked.operations().getFirst(), mutations)
                        .flatMap(response -> answers.one(response, type)));
  }

  private static void requireJson(ServerRequest request) {
    var type = contentType(request);
    boolean readable =
        type.filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
            .map(MediaType::getCharset)
            .map(StandardCharsets.UTF_8::equals)
            .orElseGet(
                () -> type.filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype).isPresent());
    if (!readable) {
      throw new UnsupportedMediaTypeStatusException(
          type.orElse(null), List.of(MediaType.APPLICATION_JSON));
    }
  }

  private static Optional<MediaType> contentType(ServerRequest request) {
    try {
      return request.headers().contentType();
    } catch (InvalidMediaTypeException noType) {
      return Optional.empty();
    }
  }

  private Mono<byte[]> body(ServerRequest request) {
    return DataBufferUtils.join(
            request.exchange().getRequest().getBody(), properties.maxBodyBytes())
        .map(
            buffer -> {
              var bytes = new byte[buffer.readableByteCount()];
              buffer.read(bytes);
              DataBufferUtils.release(buffer);
              return bytes;
            })
        .defaultIfEmpty(new byte[0])
        .timeout(properties.bodyTimeout())
        .onErrorMap(
            DataBufferLimitException.class,
            _ ->
                new RequestException(
                    ErrorCode.BODY_TOO_LARGE,
                    "The body has more than %d bytes".formatted(properties.maxBodyBytes())))
        .onErrorMap(
            TimeoutException.class,
            _ ->
                new RequestException(
                    ErrorCode.REQUEST_TIMEOUT,
                    "The body did not arrive within %d ms"
                        .formatted(properties.bodyTimeout().toMillis())));
  }

  /** A refusal of one must not take the answers of those before it along. */
  private Mono<WebGraphQlResponse> member(
      ServerRequest request, HttpOperation operation, AtomicInteger mutations) {
    return execute(request, operation, mutations)
        .onErrorResume(
            RequestException.class,
            refusal -> {
              errors.count(refusal.code().name());
              return Mono.just(RefusedAnswer.of(refusal));
            });
  }

  private Mono<WebGraphQlResponse> execute(
      ServerRequest request, HttpOperation operation, AtomicInteger mutations) {
    var remote = request.exchange().getRequest().getRemoteAddress();
    var asked =
        new WebGraphQlRequest(
            request.uri(),
            request.headers().asHttpHeaders(),
            request.cookies(),
            Objects.requireNonNull(remote),
            request.attributes(),
            operation.toRequest(),
            request.exchange().getRequest().getId(),
            MessageLanguage.LOCALE);
    var origin =
        new Origin(
            request.method(),
            Optional.ofNullable(operation.documentId()),
            Optional.ofNullable(request.headers().firstHeader(CLIENT_NAME)),
            mutations);
    asked.configureExecutionInput(
        (input, builder) -> builder.graphQLContext(Map.of(Origin.class, origin)).build());
    return handler.handleRequest(asked);
  }
}
