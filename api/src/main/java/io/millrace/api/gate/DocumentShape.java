package io.millrace.api.gate;

import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationValidationParameters;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.ParserOptions;
import graphql.validation.ValidationError;
import io.millrace.api.ApiProperties.Documents;
import io.millrace.api.ApiProperties.Inputs;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses documents that are too deep or too wide, once they are parsed and before they are
 * validated: validation compares fields with each other, so that what is too large is dear there
 * already. A document that is kept has passed it.
 */
public final class DocumentShape extends SimplePerformantInstrumentation {

  private final Documents documents;
  private final Inputs inputs;

  public DocumentShape(Documents documents, Inputs inputs) {
    this.documents = documents;
    this.inputs = inputs;
  }

  /** The limits that hold while the document is parsed. */
  public static ParserOptions size(Documents documents) {
    return ParserOptions.newParserOptions()
        .maxCharacters(documents.maxCharacters())
        .maxTokens(documents.maxTokens())
        .build();
  }

  /**
   * Measures the document.
   *
   * @throws RequestException where it exceeds a limit
   */
  @Override
  public @Nullable InstrumentationContext<List<ValidationError>> beginValidation(
      InstrumentationValidationParameters parameters, @Nullable InstrumentationState state) {
    var measurement = new DocumentMeasurement(parameters.getDocument());
    var operations = parameters.getDocument().getDefinitionsOfType(OperationDefinition.class);
    require(
        operations.size(),
        documents.maxOperations(),
        "has %d operations",
        "send those that are used together, or the one that runs");
    operations.forEach(operation -> require(measurement.of(operation)));
    return SimpleInstrumentationContext.noOp();
  }

  /**
   * Measures one operation of a document that nobody has sent yet.
   *
   * @throws RequestException where it exceeds a limit
   */
  public void require(Document document, OperationDefinition operation) {
    require(new DocumentMeasurement(document).of(operation));
  }

  private void require(DocumentMeasurement.Extent extent) {
    require(extent.depth(), documents.maxDepth(), "nests %d fields deep", "ask for fewer levels");
    require(
        extent.fields(),
        documents.maxFields(),
        "has %d fields, those of fragments counted at each use",
        "ask for fewer, or in several requests");
    require(
        extent.rootFields(),
        documents.maxRootFields(),
        "has %d fields on its first level",
        "send several requests");
    require(
        extent.aliases(),
        documents.maxAliases(),
        "has %d aliases",
        "ask for lists, such as several ids at once");
    require(
        extent.directives(), documents.maxDirectives(), "has %d directives", "leave some of them");
    require(
        extent.inputDepth(),
        inputs.maxDepth(),
        "has an argument that nests %d values deep",
        "send flatter values");
    require(
        extent.inputItems(),
        inputs.maxItems(),
        "has %d values in its arguments",
        "send several requests");
  }

  private static void require(int extent, int most, String what, String remedy) {
    if (extent > most) {
      throw new RequestException(
          ErrorCode.DOCUMENT_TOO_COMPLEX,
          "The document %s; %d are allowed: %s".formatted(what.formatted(extent), most, remedy));
    }
  }
}
