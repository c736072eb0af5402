package io.millrace.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

  @TempDir Path folder;

  @Test
  void aSecondStartContinuesWithTheSameDataInAllThree() throws Exception {
    try (LocalStack stack = LocalStack.open(Settings.in(folder), Settings.LOG)) {
      System.out.println("first start: " + stack.startTime());
      Sample.write(stack);
    }
    try (LocalStack stack = LocalStack.open(Settings.in(folder), Settings.LOG)) {
      System.out.println("second start: " + stack.startTime());
      assertThat(Sample.read(stack)).isEqualTo(Sample.WRITTEN);
    }
  }
}
