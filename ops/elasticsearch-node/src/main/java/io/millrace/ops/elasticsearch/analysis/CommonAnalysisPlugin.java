package io.millrace.ops.elasticsearch.analysis;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.UpperCaseFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.reverse.ReverseStringFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * Registers Lucene's filters under the names of the distribution's {@code analysis-common} module,
 * with the same options and defaults.
 */
public final class CommonAnalysisPlugin extends Plugin implements AnalysisPlugin {

  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    Map<String, AnalysisProvider<TokenFilterFactory>> filters = new TreeMap<>();
    filters.put("asciifolding", normalizing(CommonAnalysisPlugin::asciiFolding));
    filters.put("trim", normalizing(options -> TrimFilter::new));
    filters.put("uppercase", normalizing(options -> UpperCaseFilter::new));
    filters.put("porter_stem", stemming(options -> PorterStemFilter::new));
    filters.put("kstem", stemming(options -> KStemFilter::new));
    filters.put("stemmer", stemming(EnglishStemmers::named));
    filters.put("edge_ngram", stemming(CommonAnalysisPlugin::edgeGrams));
    filters.put("ngram", stemming(CommonAnalysisPlugin::grams));
    filters.put("reverse", stemming(options -> ReverseStringFilter::new));
    filters.put("remove_duplicates", stemming(options -> RemoveDuplicatesTokenFilter::new));
    filters.put("truncate", stemming(CommonAnalysisPlugin::truncate));
    return filters;
  }

  /**
   * The filters that the distribution also knows without an entry under {@code analysis.filter}.
   */
  @Override
  public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
    return List.of(
        PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new),
        PreConfiguredTokenFilter.singleton("trim", true, TrimFilter::new),
        PreConfiguredTokenFilter.singleton("uppercase", true, UpperCaseFilter::new),
        PreConfiguredTokenFilter.singleton("porter_stem", false, PorterStemFilter::new),
        PreConfiguredTokenFilter.singleton("kstem", false, KStemFilter::new),
        PreConfiguredTokenFilter.singleton("reverse", false, ReverseStringFilter::new),
        PreConfiguredTokenFilter.singleton(
            "remove_duplicates", false, RemoveDuplicatesTokenFilter::new));
  }

  @Override
  public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
    return Map.of(
        "english",
        (index, environment, name, options) ->
            new AbstractIndexAnalyzerProvider<EnglishAnalyzer>(name) {
              private final EnglishAnalyzer analyzer =
                  new EnglishAnalyzer(
                      Analysis.parseStopWords(
                          environment, options, EnglishAnalyzer.getDefaultStopSet()));

              @Override
              public EnglishAnalyzer get() {
                return analyzer;
              }
            });
  }

  private static AnalysisProvider<TokenFilterFactory> stemming(
      Function<Settings, Function<TokenStream, TokenStream>> filter) {
    return (index, environment, name, options) -> new LuceneFilter(name, filter.apply(options));
  }

  /** A filter that keywords' normalizers and wildcard queries may use too. */
  private static AnalysisProvider<TokenFilterFactory> normalizing(
      Function<Settings, Function<TokenStream, TokenStream>> filter) {
    return (index, environment, name, options) ->
        new LuceneFilter.Normalizing(name, filter.apply(options));
  }

  private static Function<TokenStream, TokenStream> asciiFolding(Settings options) {
    boolean preserve = options.getAsBoolean("preserve_original", false);
    return tokens -> new ASCIIFoldingFilter(tokens, preserve);
  }

  private static Function<TokenStream, TokenStream> edgeGrams(Settings options) {
    int shortest = options.getAsInt("min_gram", 1);
    int longest = options.getAsInt("max_gram", 2);
    boolean preserve = options.getAsBoolean("preserve_original", false);
    return tokens -> new EdgeNGramTokenFilter(tokens, shortest, longest, preserve);
  }

  private static Function<TokenStream, TokenStream> grams(Settings options) {
    int shortest = options.getAsInt("min_gram", 1);
    int longest = options.getAsInt("max_gram", 2);
    boolean preserve = options.getAsBoolean("preserve_original", false);
    return tokens -> new NGramTokenFilter(tokens, shortest, longest, preserve);
  }

  private static Function<TokenStream, TokenStream> truncate(Settings options) {
    int length = options.getAsInt("length", 10);
    return tokens -> new TruncateTokenFilter(tokens, length);
  }
}
