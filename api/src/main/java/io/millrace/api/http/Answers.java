package io.millrace.api.http;

import graphql.GraphQLError;
import io.millrace.api.deprecation.Deprecations;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.identity.Identity;
import io.millrace.api.version.Versions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes results (GraphQL over HTTP, section 6). */
final class Answers {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final int maxBytes;

  /**
   * @param maxBytes the longest answer that is given
   */
  Answers(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  Mono<ServerResponse> one(WebGraphQlResponse response, AnswerType type) {
    var status = status(response, type);
    var answer =
        ServerResponse.status(status)
            .contentType(type.mediaType())
            .headers(
                headers -> {
                  headers.putAll(response.getResponseHeaders());
                  tellDeprecation(headers, List.of(response));
                  tellCaches(headers, List.of(response));
                });
    if (status == HttpStatus.METHOD_NOT_ALLOWED.value()) {
      answer.allow(HttpMethod.POST);
    }
    return answer.bodyValue(bytes(response.toMap()));
  }

  /** A batch's answer is one for all: each member's own errors stand in it. */
  Mono<ServerResponse> batch(List<WebGraphQlResponse> responses, AnswerType type) {
    return ServerResponse.ok()
        .contentType(type.mediaType())
        .headers(
            headers -> {
              responses.forEach(each -> headers.putAll(each.getResponseHeaders()));
              tellDeprecation(headers, responses);
              tellCaches(headers, responses);
            })
        .bodyValue(bytes(responses.stream().map(WebGraphQlResponse::toMap).toList()));
  }

  /** In the place of what the version alone says; a batch has one header for all its members. */
  private static void tellDeprecation(HttpHeaders headers, List<WebGraphQlResponse> responses) {
    responses.stream()
        .map(each -> each.getExecutionInput().getGraphQLContext())
        .flatMap(context -> Deprecations.of(context).flatMap(Deprecations::since).stream())
        .min(LocalDate::compareTo)
        .ifPresent(day -> Versions.deprecate(headers, day));
  }

  /**
   * Errors pass, what is left of a budget is this moment's and this client's, and what is told to
   * the holder of a token is nobody else's (RFC 9111, sections 3.5 and 5.2). Whatever else is kept
   * must be asked about before it is used again.
   */
  private static void tellCaches(HttpHeaders headers, List<WebGraphQlResponse> responses) {
    boolean complete = responses.stream().allMatch(each -> each.getErrors().isEmpty());
    boolean personal =
        responses.stream()
            .map(each -> Identity.of(each.getExecutionInput().getGraphQLContext()))
            .anyMatch(identity -> identity.token().isPresent());
    if (!complete || personal || headers.containsHeader("RateLimit")) {
      headers.setCacheControl(CacheControl.noStore());
    } else if (headers.getCacheControl() == null) {
      headers.setCacheControl("max-age=0, must-revalidate");
    }
  }

  private byte[] bytes(Object answer) {
    var bytes = new AnswerBytes(maxBytes);
    JSON.writeValue(bytes, answer);
    return bytes.toByteArray();
  }

  /**
   * A document or variables that don't fit are a 400 to those who asked for the newer media type,
   * and a 200 to the others (section 6.4.1); what HTTP has a name for, such as 405 or 429, is said
   * to all.
   */
  private static int status(WebGraphQlResponse response, AnswerType type) {
    if (response.getExecutionResult().isDataPresent() || response.getErrors().isEmpty()) {
      return HttpStatus.OK.value();
    }
    int status = status(response.getExecutionResult().getErrors().getFirst());
    return type == AnswerType.JSON && status == HttpStatus.BAD_REQUEST.value()
        ? HttpStatus.OK.value()
        : status;
  }

  private static int status(GraphQLError error) {
    if (error.getErrorType() instanceof ErrorCode code) {
      return code.status();
    }
    return error.getExtensions() instanceof Map<?, ?> extensions
            && extensions.get("code") instanceof String name
        ? ErrorCode.named(name).map(ErrorCode::status).orElse(HttpStatus.BAD_REQUEST.value())
        : HttpStatus.BAD_REQUEST.value();
  }
}
