package io.millrace.schema.catalog;

import java.util.List;

/** A field of {@code Query} or {@code Mutation} and what answers it. */
public sealed interface RootField {

  /** The field's name. */
  String name();

  /**
   * Finds a document, or a list in the order asked.
   *
   * @param target the type of document
   * @param by what the arguments mean; exactly one alternative must be given
   * @param list whether the arguments and the answer are lists
   */
  record Lookup(String name, String target, List<LookupBy> by, boolean list) implements RootField {
    public Lookup {
      by = List.copyOf(by);
    }
  }

  /** A connection over a type's search index. */
  record Search(String name, String target) implements RootField {}

  /** {@code node(id:)}: any document by its global id. */
  record Node(String name, String argument) implements RootField {}

  /** {@code nodes(ids:)}: documents by their global ids, in the order asked. */
  record Nodes(String name, String argument) implements RootField {}

  /** A mutation, carried out by the handler method of the same name. */
  record Command(String name, String inputType, String payloadType) implements RootField {}

  /** A field without a directive of ours: an ordinary controller method answers it. */
  record Custom(String name) implements RootField {}

  /** One way to name the documents that a lookup finds. */
  sealed interface LookupBy {

    /** By global id, in this argument. */
    record ById(String argument) implements LookupBy {}

    /** By the key's text, in this claim of the caller's token. */
    record ByClaim(String claim) implements LookupBy {}

    /** By a unique key, each of its fields in the argument at the same place. */
    record ByUnique(UniqueKey key, List<String> arguments) implements LookupBy {
      public ByUnique {
        arguments = List.copyOf(arguments);
      }
    }
  }
}
