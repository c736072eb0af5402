package io.millrace.ops.stack;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a stack is to be like. Begin with {@link #in(Path)} and change what matters.
 *
 * @param folder where everything lives: {@code data/}, {@code logs/}, {@code run/}
 * @param postgresPort 5432 where that is free
 * @param elasticsearchPort 9200 where that is free
 * @param redisPort 6379 where that is free
 * @param heap of Elasticsearch's JVM
 * @param startLimit how long one server may take to answer (60 s)
 * @param minimumFreeBytes what the disk must have free at the start (1 GiB)
 * @param freeSpace asked for that
 */
public record StackSettings(
    Path folder,
    PortChoice postgresPort,
    PortChoice elasticsearchPort,
    PortChoice redisPort,
    Heap heap,
    Duration startLimit,
    long minimumFreeBytes,
    FreeSpace freeSpace) {

  /**
   * Sizes of a JVM's heap.
   *
   * @param initialMegabytes in MiB
   * @param maxMegabytes in MiB
   */
  public record Heap(int initialMegabytes, int maxMegabytes) {}

  public StackSettings {
    folder = folder.toAbsolutePath().normalize();
  }

  /** The defaults, in this folder. */
  public static StackSettings in(Path folder) {
    return new StackSettings(
        folder,
        PortChoice.preferred(5432),
        PortChoice.preferred(9200),
        PortChoice.preferred(6379),
        new Heap(256, 512),
        Duration.ofSeconds(60),
        1L << 30,
        FreeSpace.ofFileSystem());
  }

  /** The same with other ports. */
  public StackSettings withPorts(PortChoice postgres, PortChoice elasticsearch, PortChoice redis) {
    return new StackSettings(
        folder, postgres, elasticsearch, redis, heap, startLimit, minimumFreeBytes, freeSpace);
  }

  /** The same with another heap for Elasticsearch. */
  public StackSettings withHeap(Heap other) {
    return new StackSettings(
        folder,
        postgresPort,
        elasticsearchPort,
        redisPort,
        other,
        startLimit,
        minimumFreeBytes,
        freeSpace);
  }

  /** The same with another limit for the start of each server. */
  public StackSettings withStartLimit(Duration other) {
    return new StackSettings(
        folder,
        postgresPort,
        elasticsearchPort,
        redisPort,
        heap,
        other,
        minimumFreeBytes,
        freeSpace);
  }

  /** The same with another demand on the disk. */
  public StackSettings withFreeSpace(long minimumBytes, FreeSpace probe) {
    return new StackSettings(
        folder, postgresPort, elasticsearchPort, redisPort, heap, startLimit, minimumBytes, probe);
  }
}
