package io.millrace.api.http;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.io.ByteArrayOutputStream;

/** An answer as it is written, which ends where it would become too long to hold in memory. */
final class AnswerBytes extends ByteArrayOutputStream {

  private static final int USUAL_SIZE = 8 * 1024;

  private final int most;

  AnswerBytes(int most) {
    super(USUAL_SIZE);
    this.most = most;
  }

  @Override
  public synchronized void write(int value) {
    require(1);
    super.write(value);
  }

  @Override
  public synchronized void write(byte[] values, int offset, int length) {
    require(length);
    super.write(values, offset, length);
  }

  private void require(int more) {
    if (more > most - count) {
      throw new RequestException(
          ErrorCode.ANSWER_TOO_LARGE,
          "The answer has more than %d bytes: ask for fewer rows or fields".formatted(most));
    }
  }
}
