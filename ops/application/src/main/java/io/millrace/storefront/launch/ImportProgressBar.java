package io.millrace.storefront.launch;

import io.millrace.storefront.retail.ImportProgress;
import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * One bar for each step of an import, on a terminal; elsewhere, in a log for example, one line when
 * a step is done.
 */
final class ImportProgressBar implements ImportProgress, AutoCloseable {

  private static final int UPDATE_MILLIS = 200;
  private static final int WIDTH = 78;

  private final PrintWriter out;
  private final boolean onTerminal = System.console() != null && System.console().isTerminal();
  private @Nullable Step step;
  private @Nullable ProgressBar bar;

  ImportProgressBar(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void advanced(Step current, long done, long total) {
    if (onTerminal) {
      bar(current, total).stepTo(done);
    } else if (done == total) {
      out.printf("millrace: %s: %,d of %,d%n", words(current), done, total);
      out.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      out.println();
      out.flush();
    }
  }

  private ProgressBar bar(Step current, long total) {
    if (bar == null || step != current) {
      close();
      step = current;
      bar =
          new ProgressBarBuilder()
              .setTaskName(words(current))
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
              .build();
    }
    return bar;
  }

  private void draw(String line) {
    out.print("\r" + line);
    out.flush();
  }

  private static String words(Step step) {
    return switch (step) {
      case READ -> "reading";
      case DERIVE -> "sorting";
      case PRODUCTS -> "products";
      case CUSTOMERS -> "customers";
      case ORDERS -> "orders";
    };
  }
}
