package io.millrace.write.command;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows what is wrong with the handlers instead of the trace of the beans that need them. */
final class CommandBindingFailureAnalyzer extends AbstractFailureAnalyzer<CommandBindingException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, CommandBindingException cause) {
    return new FailureAnalysis(
        cause.getMessage(), "Write what stands behind each problem, and start again.", cause);
  }
}
