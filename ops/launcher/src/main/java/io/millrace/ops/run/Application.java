package io.millrace.ops.run;

/**
 * One of the applications that a run consists of.
 *
 * @param name its name in messages, logs and caches
 * @param mainClass what its process runs
 * @param maxHeapMegabytes its heap's bound in MiB
 */
public record Application(String name, String mainClass, int maxHeapMegabytes) {

  /** The GraphQL server. */
  public static final Application API =
      new Application("api", "io.millrace.api.ApiApplication", 768);

  /** The projector. */
  public static final Application PROJECTOR =
      new Application("projector", "io.millrace.projector.ProjectorApplication", 1024);
}
