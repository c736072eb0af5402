package io.millrace.ops.test;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test methods the applications that all tests of the JVM share. */
final class MillraceExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(MillraceExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningMillrace.class;
  }

  @Override
  public RunningMillrace resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context);
  }

  private static RunningMillrace running(ExtensionContext context) {
    // The root's store closes it after the last test.
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            RunningMillrace.class, _ -> RunningMillrace.start(), RunningMillrace.class);
  }
}
