package io.millrace.projector.change;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row's columns by name. All images of a table share names and index, so that an image costs one
 * array: a batch holds twenty thousand of them.
 */
final class RowImage extends AbstractMap<String, @Nullable Object> {

  /** In the place of a value that the log did not carry. */
  static final Object ABSENT = new Object();

  private final String[] names;
  private final Map<String, Integer> index;
  private final @Nullable Object[] values;

  RowImage(String[] names, Map<String, Integer> index, @Nullable Object[] values) {
    this.names = names;
    this.index = index;
    this.values = values;
  }

  @Override
  public @Nullable Object get(Object name) {
    var place = index.get(name);
    if (place == null) {
      return null;
    }
    var value = values[place];
    return value == ABSENT ? null : value;
  }

  @Override
  public boolean containsKey(Object name) {
    var place = index.get(name);
    return place != null && values[place] != ABSENT;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        int size = 0;
        for (var value : values) {
          size += value == ABSENT ? 0 : 1;
        }
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
    private int next = skipAbsent(0);

    private int skipAbsent(int from) {
      int place = from;
      while (place < values.length && values[place] == ABSENT) {
        place++;
      }
      return place;
    }

    @Override
    public boolean hasNext() {
      return next < values.length;
    }

    @Override
    public Map.Entry<String, @Nullable Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      var entry = new SimpleImmutableEntry<String, @Nullable Object>(names[next], values[next]);
      next = skipAbsent(next + 1);
      return entry;
    }
  }
}
