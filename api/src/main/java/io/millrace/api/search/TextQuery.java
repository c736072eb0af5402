package io.millrace.api.search;

import io.millrace.api.error.RequestException;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.AccessRule;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.IndexFields;
import io.millrace.schema.document.IndexMapping;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Full text over a read model's {@code @text} fields.
 *
 * <p>Every word must be found, each in whichever field it stands: {@code red lamp} finds the red
 * one whose category is lamps. One {@code multi_match} over all words could not say that, since
 * {@code best_fields} wants them in one field and {@code cross_fields} knows no fuzziness. A word
 * may have one mistake from three letters on, two from six; the first letter must be right.
 */
final class TextQuery {

  private final String argument;
  private final List<Searched> fields;
  private final boolean forgiving;
  private final FilterLimits limits;

  /** A place in the index that is searched, and what it takes to read the field. */
  private record Searched(String place, AccessRule rule) {}

  private TextQuery(
      String argument, List<Searched> fields, boolean forgiving, FilterLimits limits) {
    this.argument = argument;
    this.fields = fields;
    this.forgiving = forgiving;
    this.limits = limits;
  }

  /** Finds words, mistakes allowed. */
  static TextQuery ofWords(ReadModel model, FieldRules rules, FilterLimits limits) {
    return new TextQuery(
        "query",
        IndexMapping.of(model).textFields().stream()
            .map(
                field ->
                    new Searched(
                        field.path() + "^" + field.boost(),
                        rules.of(model.shape(), IndexFields.fieldOfText(field.path()))))
            .toList(),
        true,
        limits);
  }

  /** Finds the beginnings of words: the index holds them, so that they are matched as they are. */
  static TextQuery ofBeginnings(ReadModel model, FieldRules rules, FilterLimits limits) {
    return new TextQuery(
        "typeAhead",
        IndexMapping.of(model).suggestFields().stream()
            .map(
                place ->
                    new Searched(place, rules.of(model.shape(), IndexFields.fieldOfText(place))))
            .toList(),
        false,
        limits);
  }

  /** Whether documents have text to find. */
  boolean isPossible() {
    return !fields.isEmpty();
  }

  /**
   * Ends what looks for words where the caller may read none.
   *
   * @throws RequestException where every field is guarded from him
   */
  void require(Viewer viewer) {
    if (fields.stream().noneMatch(field -> viewer.refusal(field.rule()).isEmpty())) {
      viewer.require(fields.getFirst().rule(), argument);
    }
  }

  /**
   * The query for a text that is not blank, over the fields that the caller may read.
   *
   * @throws RequestException when it is too long
   */
  ObjectNode of(String text, Viewer viewer) {
    if (text.length() > limits.maxCharacters()) {
      throw RequestException.badInput(
          "%s has %d characters; %d are allowed: shorten it",
          argument, text.length(), limits.maxCharacters());
    }
    var words = Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isBlank()).toList();
    if (words.size() > limits.maxWords()) {
      throw RequestException.badInput(
          "%s has %d words; %d are allowed: leave the least important out",
          argument, words.size(), limits.maxWords());
    }
    var query = JsonNodeFactory.instance.objectNode();
    var must = query.putObject("bool").putArray("must");
    var places =
        fields.stream()
            .filter(field -> viewer.refusal(field.rule()).isEmpty())
            .map(Searched::place)
            .toList();
    words.forEach(word -> must.add(word(word, places)));
    return query;
  }

  private ObjectNode word(String word, List<String> places) {
    var clause = JsonNodeFactory.instance.objectNode();
    var match =
        clause
            .putObject("multi_match")
            .put("query", word)
            .put("type", "best_fields")
            // What is one word here can be several there: "wi-fi".
            .put("operator", "and")
            // A word that the analyzer drops, such as "-", must not hide everything.
            .put("zero_terms_query", "all");
    if (forgiving) {
      match.put("fuzziness", "AUTO").put("prefix_length", 1).put("max_expansions", 50);
    }
    var paths = match.putArray("fields");
    places.forEach(paths::add);
    return clause;
  }
}
