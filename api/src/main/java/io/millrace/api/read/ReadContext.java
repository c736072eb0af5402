package io.millrace.api.read;

import io.millrace.api.rule.Viewer;
import io.millrace.write.channel.ChannelId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Goes through every read of one answer (or of one mutation's payload) and gathers what the answer
 * depends on, how good it is, and what it cost. Safe for use by several threads.
 */
public final class ReadContext {

  private final String name;
  private final boolean primary;
  private final ChannelId start;
  private final Viewer viewer;
  private final Set<Dependency> dependencies = ConcurrentHashMap.newKeySet();
  private final Map<Store, AtomicInteger> roundTrips = new ConcurrentHashMap<>();
  private final Set<Store> lost = ConcurrentHashMap.newKeySet();
  private volatile boolean partial;
  private volatile boolean stale;
  private volatile boolean fallback;

  private ReadContext(String name, boolean primary, ChannelId start, Viewer viewer) {
    this.name = name;
    this.primary = primary;
    this.start = start;
    this.viewer = viewer;
  }

  /**
   * Of a read that the read models answer.
   *
   * @param start the entry of the channel that this node had applied when it admitted the request;
   *     {@link ChannelId#NONE} where it follows none
   * @param viewer for whom it is read
   */
  public static ReadContext published(ChannelId start, Viewer viewer) {
    return new ReadContext("request", false, start, viewer);
  }

  /**
   * Of the payload of one of this request's mutations: documents are derived from the primary,
   * which has seen the commit.
   *
   * @param position the mutation's place in its request, from 0
   */
  public ReadContext ofPayload(int position) {
    return new ReadContext("payload " + position, true, start, viewer);
  }

  /** For whom it is read. */
  public Viewer viewer() {
    return viewer;
  }

  /** Tells the context from the others of its request. */
  public String name() {
    return name;
  }

  /** Whether documents must be derived from the primary. */
  public boolean isPrimary() {
    return primary;
  }

  /** The entry of the channel that this node had applied when the read began. */
  public ChannelId start() {
    return start;
  }

  /** The answer depends on this. To be called before it is read, found or not. */
  public void dependsOn(Dependency dependency) {
    dependencies.add(dependency);
  }

  /** A request goes to the store; the caller waits for it once, however much it carries. */
  public void roundTripTo(Store store) {
    roundTrips.computeIfAbsent(store, _ -> new AtomicInteger()).incrementAndGet();
  }

  /** The store does not answer; the rest of this answer is read without it. */
  public void lose(Store store) {
    lost.add(store);
  }

  /** Whether the store did not answer an earlier read of this answer. */
  public boolean hasLost(Store store) {
    return lost.contains(store);
  }

  /** A part of the answer is missing though it may exist. */
  public void markPartial() {
    partial = true;
  }

  /** A part of the answer may be older than what the caller has seen. */
  public void markStale() {
    stale = true;
  }

  /** A part of the answer was derived, since no read model held it. */
  public void markFallback() {
    fallback = true;
  }

  /** What the answer depends on so far. */
  public Set<Dependency> dependencies() {
    return Set.copyOf(dependencies);
  }

  /** How often each store was waited for so far; stores that were not asked are left out. */
  public Map<Store, Integer> roundTrips() {
    return roundTrips.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().get()));
  }

  /** Whether a part of the answer is missing though it may exist. */
  public boolean isPartial() {
    return partial;
  }

  /** Whether a part of the answer may be older than what the caller has seen. */
  public boolean isStale() {
    return stale;
  }

  /** Whether a part of the answer was derived, since no read model held it. */
  public boolean isFallback() {
    return fallback;
  }
}
