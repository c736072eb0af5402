package io.millrace.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a connection is kept for a request that does not come; the channel's clock is ours. */
final class HeadTimeoutTest {

  private final EmbeddedChannel channel =
      new EmbeddedChannel(new HttpServerCodec(), new HeadTimeout(Duration.ofSeconds(10)));

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @Test
  void closesAConnectionThatSendsItsHeadByteByByte() {
    receive("GET / HTTP/1.1\r\nX-Slow: ");
    for (int second = 0; second < 9; second++) {
      pass(1);
      receive("x");
    }
    assertThat(channel.isOpen()).isTrue();
    pass(2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void waitsForAnAnswerAsLongAsItTakes() {
    receive("GET / HTTP/1.1\r\n\r\n");
    pass(60);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void closesAConnectionThatIsIdleAfterItsAnswer() {
    receive("GET / HTTP/1.1\r\n\r\n");
    pass(60);
    channel.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT));
    pass(9);
    assertThat(channel.isOpen()).isTrue();
    pass(2);
    assertThat(channel.isOpen()).isFalse();
  }

  private void receive(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
  }

  private void pass(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }
}
