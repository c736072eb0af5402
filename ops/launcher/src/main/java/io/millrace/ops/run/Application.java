package io.millrace.ops.run;

import io.millrace.ops.single.SingleApplication;

/**
 * One of the applications that a run consists of.
 *
 * @param name its name in messages, logs and caches
 * @param mainClass what its process runs
 * @param maxHeapMegabytes its heap's bound in MiB
 * @param projects whether the projector is in it
 */
public record Application(String name, String mainClass, int maxHeapMegabytes, boolean projects) {

  /** The same with a log and a cache of its own. */
  Application named(String other) {
    return new Application(other, mainClass, maxHeapMegabytes, projects);
  }

  /** The GraphQL server. */
  public static final Application API =
      new Application("api", "io.millrace.api.ApiApplication", 768, false);

  /** The projector. */
  public static final Application PROJECTOR =
      new Application("projector", "io.millrace.projector.ProjectorApplication", 1024, true);

  /** Both in one process. */
  static final Application BOTH =
      new Application("millrace", SingleApplication.class.getName(), 1536, true);
}
