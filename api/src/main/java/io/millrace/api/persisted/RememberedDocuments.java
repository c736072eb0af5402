package io.millrace.api.persisted;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.GetExArgs;
import io.lettuce.core.SetArgs;
import io.millrace.api.guard.GuardRedis;
import io.millrace.api.identity.Identity;
import io.millrace.schema.store.StoreNames;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Documents that clients have sent with their hash. A node keeps them itself; those of named
 * clients are in Redis too, for all nodes, where nobody unnamed can put anything.
 */
final class RememberedDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(RememberedDocuments.class);
  private static final int MOST_CLIENTS = 100_000;

  private final PersistedProperties properties;
  private final StoreNames names;
  private final GuardRedis redis;
  private final Cache<String, String> local;
  private final Cache<String, AtomicInteger> registrations;

  RememberedDocuments(PersistedProperties properties, StoreNames names, GuardRedis redis) {
    this.properties = properties;
    this.names = names;
    this.redis = redis;
    this.local =
        Caffeine.newBuilder()
            .maximumWeight(properties.localBytes())
            .weigher((String hash, String text) -> 2 * (hash.length() + text.length()))
            .expireAfterAccess(properties.keep())
            .build();
    this.registrations =
        Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
  }

  /** The text with the hash; empty where it is not remembered, or Redis is away. */
  Mono<String> find(String hash) {
    return Mono.defer(
        () -> {
          var text = local.getIfPresent(hash);
          return text == null ? shared(hash) : Mono.just(text);
        });
  }

  private Mono<String> shared(String hash) {
    return redis
        .ask(commands -> commands.getex(key(hash), GetExArgs.Builder.px(properties.keep())))
        // Whoever can write there must not choose what another client runs.
        .filter(text -> DocumentHash.of(text).equals(hash))
        .doOnNext(text -> local.put(hash, text))
        .onErrorResume(away -> withoutRedis("read", away));
  }

  /** Remembers a text, unless it is too long or its client has sent too many new ones. */
  Mono<Void> remember(String hash, String text, Identity identity) {
    return Mono.defer(
        () -> {
          if (local.getIfPresent(hash) != null
              || text.getBytes(UTF_8).length > properties.maxBytes()
              || !mayRegister(identity.client())) {
            return Mono.empty();
          }
          local.put(hash, text);
          return identity.token().isPresent() ? share(hash, text) : Mono.empty();
        });
  }

  private Mono<Void> share(String hash, String text) {
    return redis
        .ask(commands -> commands.set(key(hash), text, SetArgs.Builder.px(properties.keep())))
        .onErrorResume(away -> withoutRedis("written", away))
        .then();
  }

  private boolean mayRegister(String client) {
    return registrations.get(client, _ -> new AtomicInteger()).incrementAndGet()
        <= properties.registrationsPerMinute();
  }

  private static Mono<String> withoutRedis(String what, Throwable away) {
    LOG.debug("Remembered documents can't be {}; this node uses its own", what, away);
    return Mono.empty();
  }

  private String key(String hash) {
    return "%s:%s:guard:document:%s".formatted(names.prefix(), names.source(), hash);
  }
}
