package io.millrace.projector.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way to a store, on which one request can be stopped: before the store gets it, or after the
 * store has done it and before the answer is heard. So a process can be killed between the two.
 */
final class StoreProxy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final byte[] BULK = "POST /_bulk".getBytes(StandardCharsets.US_ASCII);

  /** Where a request is stopped. */
  enum Stop {
    BEFORE_THE_STORE,
    BEFORE_THE_ANSWER
  }

  /** A request that is stopped, once one has the text in it. */
  static final class Hold {
    private final byte[] text;
    private final Stop stop;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Hold(String text, Stop stop) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
      this.stop = stop;
    }

    /** Waits until the request has come that far. */
    void awaitReached() throws InterruptedException {
      if (!reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("No request was stopped within " + PATIENCE);
      }
    }

    /** Lets it go on. */
    void release() {
      released.countDown();
    }
  }

  private final ServerSocket server;
  private final URI target;
  private final AtomicInteger bulks = new AtomicInteger();
  private volatile @Nullable Hold hold;

  private StoreProxy(ServerSocket server, URI target) {
    this.server = server;
    this.target = target;
  }

  /** In front of the server at an address. */
  static StoreProxy to(String address) throws IOException {
    var proxy =
        new StoreProxy(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(address));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** The address that leads through here. */
  String uri() {
    var path = target.getPath() == null ? "" : target.getPath();
    return "%s://127.0.0.1:%d%s".formatted(target.getScheme(), server.getLocalPort(), path);
  }

  /** Stops the first request that has the text in it. */
  Hold hold(String text, Stop stop) {
    var next = new Hold(text, stop);
    hold = next;
    return next;
  }

  /** How many bulk requests have come this way. */
  int bulks() {
    return bulks.get();
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        var store = new Socket(target.getHost(), target.getPort());
        var connection = new Connection(client, store);
        Thread.ofVirtual().start(connection::requests);
        Thread.ofVirtual().start(connection::answers);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** One client's connection and ours to the store. */
  private final class Connection {
    private final Socket client;
    private final Socket store;
    private volatile @Nullable Hold unanswered;

    Connection(Socket client, Socket store) {
      this.client = client;
      this.store = store;
    }

    void requests() {
      copy(client, store, this::request);
    }

    void answers() {
      copy(store, client, this::answer);
    }

    private void request(byte[] seen, int length) throws InterruptedException {
      if (contains(seen, length, BULK)) {
        bulks.incrementAndGet();
      }
      var wanted = hold;
      if (wanted == null || !contains(seen, length, wanted.text)) {
        return;
      }
      hold = null;
      if (wanted.stop == Stop.BEFORE_THE_STORE) {
        wanted.reached.countDown();
        wanted.released.await();
      } else {
        unanswered = wanted;
      }
    }

    private void answer(byte[] seen, int length) throws InterruptedException {
      var wanted = unanswered;
      if (wanted != null) {
        unanswered = null;
        wanted.reached.countDown();
        wanted.released.await();
      }
    }

    private static void copy(Socket from, Socket to, Look look) {
      try (Closeable _ = from;
          Closeable _ = to;
          InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        var buffer = new byte[1 << 20];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          look.at(buffer, read);
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException gone) {
        // Either side has closed; both are closed then.
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @FunctionalInterface
  private interface Look {
    void at(byte[] seen, int length) throws InterruptedException;
  }

  private static boolean contains(byte[] seen, int length, byte[] text) {
    for (int from = 0; from <= length - text.length; from++) {
      int same = 0;
      while (same < text.length && seen[from + same] == text[same]) {
        same++;
      }
      if (same == text.length) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
