package io.millrace.schema.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The files of a domain: its SDL from {@code graphql/}, its read models from {@code read-models/},
 * and what was released of its SDL from {@code released/}.
 *
 * @param sdl files {@code graphql/**}{@code /*.graphqls}, by name
 * @param sql files {@code read-models/*.sql}, by name
 * @param released files {@code released/*.graphqls}, by name: each is the SDL of the version that
 *     it is named after, as it was released
 */
public record DomainSources(List<SourceFile> sdl, List<SourceFile> sql, List<SourceFile> released) {

  static final String SDL_SUFFIX = ".graphqls";

  private static final String SDL_FOLDER = "graphql/";
  private static final String SQL_FOLDER = "read-models/";
  private static final String RELEASES_FOLDER = "released/";

  /**
   * A file.
   *
   * @param name its path, relative to the domain's resources, with {@code /}
   * @param text what it holds
   */
  public record SourceFile(String name, String text) {}

  public DomainSources {
    sdl = sorted(sdl);
    sql = sorted(sql);
    released = sorted(released);
  }

  /** A domain that has released nothing. */
  public DomainSources(List<SourceFile> sdl, List<SourceFile> sql) {
    this(sdl, sql, List.of());
  }

  /**
   * The files in all jars and folders of a class path.
   *
   * @throws UncheckedIOException when one can't be read
   */
  public static DomainSources fromClasspath(ClassLoader loader) {
    try {
      return new DomainSources(
          read(loader, SDL_FOLDER), read(loader, SQL_FOLDER), read(loader, RELEASES_FOLDER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The files in a folder that holds {@code graphql/}, {@code read-models/} and {@code released/}.
   *
   * @throws UncheckedIOException when one can't be read
   */
  public static DomainSources fromFolder(Path folder) {
    try {
      return new DomainSources(
          readFolder(folder.resolve(SDL_FOLDER), SDL_FOLDER),
          readFolder(folder.resolve(SQL_FOLDER), SQL_FOLDER),
          readFolder(folder.resolve(RELEASES_FOLDER), RELEASES_FOLDER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SourceFile> read(ClassLoader loader, String folder) throws IOException {
    var files = new ArrayList<SourceFile>();
    for (var url : Collections.list(loader.getResources(folder))) {
      files.addAll(read(url, folder));
    }
    return files;
  }

  private static List<SourceFile> read(URL url, String prefix) throws IOException {
    if (url.getProtocol().equals("file")) {
      try {
        return readFolder(Path.of(new URI(url.toString())), prefix);
      } catch (URISyntaxException e) {
        throw new IOException("Not a folder of the class path: " + url, e);
      }
    }
    if (url.openConnection() instanceof JarURLConnection connection) {
      return readJar(connection, prefix);
    }
    throw new IOException("Neither a folder nor a jar of the class path: " + url);
  }

  private static List<SourceFile> readJar(JarURLConnection connection, String prefix)
      throws IOException {
    // Without this the file would be shared with, and closed under, other readers of the jar.
    connection.setUseCaches(false);
    try (var jar = connection.getJarFile()) {
      var files = new ArrayList<SourceFile>();
      for (var entry : Collections.list(jar.entries())) {
        if (belongs(entry.getName(), prefix)) {
          try (var in = jar.getInputStream(entry)) {
            files.add(
                new SourceFile(
                    entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
          }
        }
      }
      return files;
    }
  }

  private static List<SourceFile> readFolder(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var paths = Files.walk(folder)) {
      var files = new ArrayList<SourceFile>();
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        var name = prefix + folder.relativize(path).toString().replace('\\', '/');
        if (belongs(name, prefix)) {
          files.add(new SourceFile(name, Files.readString(path)));
        }
      }
      return files;
    }
  }

  private static boolean belongs(String name, String prefix) {
    if (!name.startsWith(prefix)) {
      return false;
    }
    boolean direct = name.indexOf('/', prefix.length()) < 0;
    return switch (prefix) {
      case SDL_FOLDER -> name.endsWith(SDL_SUFFIX);
      case SQL_FOLDER -> direct && name.endsWith(".sql");
      default -> direct && name.endsWith(SDL_SUFFIX);
    };
  }

  private static List<SourceFile> sorted(List<SourceFile> files) {
    // A class path may name the same folder twice; a different file of the same name stays, and its
    // definitions are reported as duplicates.
    return files.stream().distinct().sorted(Comparator.comparing(SourceFile::name)).toList();
  }
}
