package io.millrace.api.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was worked out about one operation of a document in one version of the schema, whatever its
 * variables and its caller are. Kept with the document, so that a request finds it as it finds the
 * document: parsed.
 */
public final class OperationNotes {

  private final Map<Class<?>, Object> notes = new ConcurrentHashMap<>();

  /** The note of a kind, made where nobody has asked for it yet. */
  public <T> T get(Class<T> kind, Supplier<T> make) {
    var known = notes.get(kind);
    return kind.cast(known == null ? notes.computeIfAbsent(kind, _ -> make.get()) : known);
  }
}
