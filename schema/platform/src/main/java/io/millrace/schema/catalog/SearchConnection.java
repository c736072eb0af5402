package io.millrace.schema.catalog;

import java.util.List;

/**
 * What a connection type offers of a search beside its documents.
 *
 * @param type the connection's type
 * @param facets what is counted over all matches
 * @param highlights what is shown of the words that were found, on each edge
 */
public record SearchConnection(String type, List<Facet> facets, List<Highlight> highlights) {

  public SearchConnection {
    facets = List.copyOf(facets);
    highlights = List.copyOf(highlights);
  }

  /**
   * A list of values, or ranges of values, with the number of matches that have them.
   *
   * @param name the field of the type of {@code facets}
   * @param field the documents' field that is counted
   * @param size the most values, those of most matches
   * @param lowerBounds where ranges begin, ascending, as Java values of the field's scalar: the
   *     next one is where a range ends, the last one has no end; empty where values are counted
   */
  public record Facet(String name, String field, int size, List<Object> lowerBounds) {
    public Facet {
      lowerBounds = List.copyOf(lowerBounds);
    }
  }

  /**
   * The parts of a text in which words were found.
   *
   * @param name the field of the type of {@code highlights}
   * @param field the documents' field with the text
   * @param size the most parts
   */
  public record Highlight(String name, String field, int size) {}
}
