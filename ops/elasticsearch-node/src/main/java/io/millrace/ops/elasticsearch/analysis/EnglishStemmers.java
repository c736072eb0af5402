package io.millrace.ops.elasticsearch.analysis;

import java.util.function.Function;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.tartarus.snowball.ext.EnglishStemmer;

/** The English values of the {@code stemmer} filter's {@code language} option. */
final class EnglishStemmers {

  private EnglishStemmers() {}

  /**
   * Finds the stemmer that the options name, {@code english} where they name none.
   *
   * @throws IllegalArgumentException for a language that this node lacks and a real cluster has
   */
  static Function<TokenStream, TokenStream> named(Settings options) {
    String language = options.get("language", options.get("name", "english"));
    return switch (language) {
      case "english", "porter" -> PorterStemFilter::new;
      case "porter2" -> tokens -> new SnowballFilter(tokens, new EnglishStemmer());
      case "light_english", "kstem" -> KStemFilter::new;
      case "minimal_english" -> EnglishMinimalStemFilter::new;
      case "possessive_english" -> EnglishPossessiveFilter::new;
      default ->
          throw new IllegalArgumentException(
              "stemmer language ["
                  + language
                  + "] is not part of the local node; it knows english, porter2, light_english,"
                  + " minimal_english and possessive_english");
    };
  }
}
