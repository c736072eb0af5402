package io.millrace.api.error;

import java.util.List;
import java.util.Map;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers HTTP requests that never became GraphQL requests (no JSON, a wrong method, an unknown
 * path) in the form of a GraphQL error, so that a client reads one form only.
 */
final class HttpFaults implements ErrorWebExceptionHandler {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FaultLog log;
  private final ErrorMeter errors;

  HttpFaults(FaultLog log, ErrorMeter errors) {
    this.log = log;
    this.errors = errors;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    var response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    var status = status(failure);
    response.setStatusCode(status);
    if (failure instanceof ErrorResponse known) {
      response.getHeaders().putAll(known.getHeaders());
    }
    if (failure instanceof RequestException refused) {
      refused
          .retryAfter()
          .ifPresent(
              seconds ->
                  response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }
    response.getHeaders().setCacheControl(CacheControl.noStore());
    response.getHeaders().setContentType(mediaType(exchange.getRequest()));
    var error = error(exchange, status, failure);
    errors.count(String.valueOf(error.extensions().get(CodedError.CODE)));
    var body = JSON.writeValueAsBytes(Map.of("errors", List.of(error.toSpecification())));
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  private CodedError error(ServerWebExchange exchange, HttpStatusCode status, Throwable failure) {
    if (failure instanceof RequestException refused) {
      return CodedError.of(refused.code(), String.valueOf(refused.getMessage()));
    }
    var path = exchange.getRequest().getPath().value();
    return switch (status.value()) {
      case 404 -> CodedError.of(ErrorCode.NOT_FOUND, "There is nothing at " + path);
      case 405 ->
          CodedError.of(
              ErrorCode.METHOD_NOT_ALLOWED,
              "%s is not answered at %s; the header Allow says what is"
                  .formatted(exchange.getRequest().getMethod(), path));
      case 406 ->
          CodedError.of(
              ErrorCode.NOT_ACCEPTABLE,
              "Answers are application/graphql-response+json or application/json");
      case 413 -> CodedError.of(ErrorCode.BODY_TOO_LARGE, "The body is too large");
      case 415 ->
          CodedError.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json");
      case 400 -> CodedError.of(ErrorCode.BAD_REQUEST, "The HTTP request is malformed");
      default ->
          new CodedError(
              ErrorCode.INTERNAL,
              "Something went wrong here",
              null,
              null,
              Map.of(
                  CodedError.CODE,
                  ErrorCode.INTERNAL.name(),
                  "id",
                  log.write(ErrorCode.INTERNAL, path, failure)));
    };
  }

  private static HttpStatusCode status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Before the status that wraps it, which says no more than 400.
      if (cause instanceof DataBufferLimitException) {
        return HttpStatus.CONTENT_TOO_LARGE;
      }
    }
    if (failure instanceof RequestException refused) {
      return HttpStatus.valueOf(refused.code().status());
    }
    return failure instanceof ErrorResponse known
        ? known.getStatusCode()
        : HttpStatus.INTERNAL_SERVER_ERROR;
  }

  private static MediaType mediaType(ServerHttpRequest request) {
    return request.getHeaders().getOrEmpty("Accept").stream()
            .anyMatch(accept -> accept.contains(MediaType.APPLICATION_GRAPHQL_RESPONSE_VALUE))
        ? MediaType.APPLICATION_GRAPHQL_RESPONSE
        : MediaType.APPLICATION_JSON;
  }
}
