package io.millrace.schema.version;

import graphql.language.SourceLocation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two schemas.
 *
 * @param effect what it does to clients of the older one
 * @param coordinate the element that changed, as the GraphQL specification writes coordinates
 * @param what the change, in a sentence without an end
 * @param place where the newer SDL has the element, or what contained it
 */
public record SchemaChange(
    Effect effect, String coordinate, String what, @Nullable SourceLocation place) {

  /** What a change does to clients. */
  public enum Effect {
    /** Operations fail that were valid, or answers have a form that was excluded. */
    BREAKING,
    /** Answers may have what clients have not seen yet, though they had to reckon with it. */
    DANGEROUS,
    /** Nobody notices who does not ask for it. */
    SAFE
  }

  /** Where the newer SDL has the element, or what contained it. */
  public Optional<SourceLocation> location() {
    return Optional.ofNullable(place);
  }
}
