package io.millrace.ops.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where things are on this machine.
 *
 * @param dist the built class path
 * @param home everything that a run leaves behind: {@code data/}, {@code logs/}, {@code run/}
 */
public record Workspace(Path dist, Path home) {

  /** The workspace that the launcher named; {@code MILLRACE_HOME} moves the home. */
  public static Workspace locate() {
    var root = Path.of(System.getProperty("millrace.root", ".")).toAbsolutePath().normalize();
    var dist = Path.of(System.getProperty("millrace.dist", root.resolve("target/dist").toString()));
    var home = System.getenv("MILLRACE_HOME");
    return new Workspace(dist, home == null ? root.resolve(".millrace") : Path.of(home));
  }

  /** Everything that the servers keep. */
  public Path data() {
    return home.resolve("data");
  }

  /** Where the certificate is that {@code up --tls} makes. */
  public Path certificate() {
    return data().resolve("tls");
  }

  /** The key that tokens are signed with here. */
  public Path identity() {
    return data().resolve("identity");
  }

  /** The addresses of what runs now. */
  public Path addressesFile() {
    return home.resolve("run/addresses.json");
  }

  /**
   * Exists while a command wants an application stopped. Whatever projects has one name here: the
   * command need not know how the run is cut into processes.
   */
  Path holdFile(Application application) {
    return home.resolve("run")
        .resolve("hold-" + (application.projects() ? "projector" : application.name()));
  }

  /** The log of one process. */
  public Path log(String process) {
    return home.resolve("logs").resolve(process + ".log");
  }

  /** The jars of the applications, in a stable order, which an AOT cache demands. */
  public List<Path> jars() {
    try (var files = Files.list(dist.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "Nothing is built in " + dist + "; run ./millrace build", missing);
    }
  }
}
