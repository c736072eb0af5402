package io.millrace.api.review;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import graphql.schema.GraphQLSchema;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.MessageLanguage;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.DocumentShape;
import io.millrace.api.review.Finding.Effect;
import io.millrace.schema.version.ApiVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reviews documents before they are sent, in the order of the gate: size, shape, validation against
 * each version, cost. What a field's own code or a rule of its caller refuses is not looked at.
 */
public final class DocumentReview {

  private final ReviewLimits limits;
  private final DocumentShape shape;
  private final OperationReview operations;
  private final Map<String, GraphQLSchema> schemas = new HashMap<>();

  public DocumentReview(ReviewLimits limits) {
    this.limits = limits;
    this.shape = new DocumentShape(limits.api().documents(), limits.api().inputs());
    this.operations = new OperationReview(limits);
  }

  /**
   * Reviews a document.
   *
   * @param text the document
   * @param versions those that it is meant for, of one catalog
   * @param sender who will send it
   */
  public ReviewedDocument review(String text, List<ApiVersion> versions, Sender sender) {
    var input = ExecutionInput.newExecutionInput(text).locale(MessageLanguage.LOCALE).build();
    input
        .getGraphQLContext()
        .put(ParserOptions.class, DocumentShape.size(limits.api().documents()));
    var parsed = ParseAndValidate.parse(input);
    if (parsed.isFailure()) {
      return only(List.of(syntax(parsed.getSyntaxException())));
    }
    var document = parsed.getDocument();
    if (document.getDefinitionsOfType(OperationDefinition.class).isEmpty()) {
      return only(
          List.of(
              finding(
                  Effect.INVALID,
                  ErrorCode.GRAPHQL_VALIDATION_FAILED,
                  "",
                  "there is no operation in it")));
    }
    // As at run time: validation would take too long for what is refused here.
    var shapes = shapes(document);
    return shapes.isEmpty() ? inVersions(text, document, versions, sender) : only(shapes);
  }

  private ReviewedDocument inVersions(
      String text, Document document, List<ApiVersion> versions, Sender sender) {
    var findings = new ArrayList<Finding>();
    var prices = new ArrayList<PricedOperation>();
    for (var version : versions) {
      var schema =
          schemas.computeIfAbsent(version.name(), _ -> ReviewedSchema.of(version.published()));
      var errors = ParseAndValidate.validate(schema, document, MessageLanguage.LOCALE);
      if (errors.isEmpty()) {
        for (var definition : document.getDefinitionsOfType(OperationDefinition.class)) {
          operations.review(
              new OperationReview.Reviewed(text, document, definition, version, schema, sender),
              findings,
              prices);
        }
      } else {
        errors.forEach(error -> findings.add(invalid(document, error, version)));
      }
    }
    return new ReviewedDocument(findings, prices);
  }

  private List<Finding> shapes(Document document) {
    var findings = new ArrayList<Finding>();
    for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      try {
        shape.require(document, operation);
      } catch (RequestException refusal) {
        findings.add(
            finding(
                refusal.code() == ErrorCode.GRAPHQL_VALIDATION_FAILED
                    ? Effect.INVALID
                    : Effect.REFUSED,
                refusal.code(),
                OperationLabel.of(operation),
                String.valueOf(refusal.getMessage())));
      }
    }
    return findings;
  }

  private static Finding syntax(InvalidSyntaxException failure) {
    boolean tooLarge =
        failure instanceof ParseCancelledException
            || failure instanceof ParseCancelledTooDeepException
            || failure instanceof ParseCancelledTooManyCharsException;
    return new Finding(
        tooLarge ? Effect.REFUSED : Effect.INVALID,
        tooLarge ? ErrorCode.DOCUMENT_TOO_LARGE : ErrorCode.GRAPHQL_PARSE_FAILED,
        "",
        "",
        Optional.ofNullable(failure.getLocation()),
        String.valueOf(failure.getMessage()));
  }

  private static Finding invalid(Document document, GraphQLError error, ApiVersion version) {
    var locations = error.getLocations();
    var location =
        locations == null || locations.isEmpty()
            ? Optional.<SourceLocation>empty()
            : Optional.of(locations.getFirst());
    return new Finding(
        Effect.INVALID,
        ErrorCode.GRAPHQL_VALIDATION_FAILED,
        OperationLabel.at(document, location),
        version.isNamed() ? version.name() : "",
        location,
        error.getMessage());
  }

  private static Finding finding(Effect effect, ErrorCode code, String operation, String message) {
    return new Finding(effect, code, operation, "", Optional.empty(), message);
  }

  private static ReviewedDocument only(List<Finding> findings) {
    return new ReviewedDocument(findings, List.of());
  }
}
