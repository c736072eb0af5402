package io.millrace.ops.elasticsearch.analysis;

import java.util.function.Function;
import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;

/** One of Lucene's filters, with its options bound, as Elasticsearch asks for it. */
sealed class LuceneFilter extends AbstractTokenFilterFactory {

  private final Function<TokenStream, TokenStream> filter;

  LuceneFilter(String name, Function<TokenStream, TokenStream> filter) {
    super(name);
    this.filter = filter;
  }

  @Override
  public TokenStream create(TokenStream tokens) {
    return filter.apply(tokens);
  }

  /** A filter that changes characters, not tokens: allowed in normalizers. */
  static final class Normalizing extends LuceneFilter implements NormalizingTokenFilterFactory {
    Normalizing(String name, Function<TokenStream, TokenStream> filter) {
      super(name, filter);
    }
  }
}
