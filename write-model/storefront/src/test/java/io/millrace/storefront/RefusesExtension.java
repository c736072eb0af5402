package io.millrace.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Checks that a test saw the refusal that it says it is about. */
final class RefusesExtension implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    Commands.forgetRefusals();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isEmpty()) {
      var code = context.getRequiredTestMethod().getAnnotation(Refuses.class).value();
      assertThat(Commands.refusalsSeen()).contains(code.substring(code.indexOf('.') + 1));
    }
  }
}
