package io.millrace.ops.run;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class in a process that must not outlive its supervisor. The supervisor holds
 * the other end of the standard input: its end means that the supervisor is gone, by whatever
 * signal, and the application shuts down in order.
 */
public final class SupervisedMain {

  private SupervisedMain() {}

  /**
   * Starts watching, then the application.
   *
   * @param arguments the main class's name, then its own arguments
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("supervisor-watch").start(SupervisedMain::exitAtEndOfInput);
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException failure) {
      // The application has logged what is wrong; only its exit code is left to say.
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemExitOutsideMain") // the process has lost its reason to run
  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // nothing is said on this line; only its end counts
      }
    } catch (IOException broken) {
      // the same as its end
    }
    System.exit(0);
  }
}
