package io.millrace.api.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.error.RequestException;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.read.ReadScope;
import io.millrace.api.read.UniqueValue;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.RootField.Lookup;
import io.millrace.schema.catalog.RootField.LookupBy;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @lookup}: one document, or a list in the order asked, by id or by a unique key; or the
 * document that a claim of the caller names.
 */
record LookupFetcher(Lookup lookup, DocumentReads documents) implements DataFetcher<Object> {

  @Override
  public Object get(DataFetchingEnvironment environment) {
    var scope = ReadScope.of(environment);
    return switch (chosen(environment)) {
      case LookupBy.ById(var argument) ->
          byId(Objects.requireNonNull(environment.<Object>getArgument(argument)), scope);
      case LookupBy.ByUnique by -> byUnique(by, environment, scope);
      case LookupBy.ByClaim(var claim) ->
          scope
              .context()
              .viewer()
              .claim(claim)
              .map(text -> documents.one(new DocumentKey(lookup.target(), text), scope))
              .orElseGet(Optional::empty);
    };
  }

  /** Ends a lookup by a field that the caller may not read. */
  void require(Map<String, ? extends @Nullable Object> arguments, Viewer viewer) {
    for (var by : lookup.by()) {
      if (by instanceof LookupBy.ByUnique(var key, var names)) {
        for (int part = 0; part < names.size(); part++) {
          if (arguments.get(names.get(part)) != null) {
            var field = key.fields().get(part);
            viewer.require(
                viewer.rules().ofField(lookup.target(), field), lookup.target() + "." + field);
          }
        }
      }
    }
  }

  private Object byId(Object argument, ReadScope scope) {
    return argument instanceof List<?> ids
        ? documents.list(
            ids.stream().map(id -> GlobalId.decode((String) id, lookup.target())).toList(), scope)
        : documents.one(GlobalId.decode((String) argument, lookup.target()), scope);
  }

  private Object byUnique(
      LookupBy.ByUnique by, DataFetchingEnvironment environment, ReadScope scope) {
    var arguments =
        by.arguments().stream()
            .map(name -> Objects.requireNonNull(environment.<Object>getArgument(name)))
            .toList();
    if (!lookup.list()) {
      return documents.unique(value(by, arguments), scope);
    }
    var lists = arguments.stream().map(argument -> (List<?>) argument).toList();
    int rows = lists.getFirst().size();
    if (lists.stream().anyMatch(list -> list.size() != rows)) {
      throw RequestException.badInput(
          "%s: %s must be lists of one length, the parts of a key at the same place",
          lookup.name(), names(by));
    }
    var values = new ArrayList<UniqueValue>(rows);
    for (int row = 0; row < rows; row++) {
      int at = row;
      values.add(value(by, lists.stream().<Object>map(list -> list.get(at)).toList()));
    }
    return documents.uniques(values, scope);
  }

  private UniqueValue value(LookupBy.ByUnique by, List<?> parts) {
    return new UniqueValue(
        lookup.target(),
        by.key().name(),
        parts.stream()
            .map(
                part ->
                    part instanceof BigDecimal decimal
                        ? decimal.stripTrailingZeros().toPlainString()
                        : part.toString())
            .toList());
  }

  private LookupBy chosen(DataFetchingEnvironment environment) {
    @Nullable LookupBy chosen = null;
    for (var by : lookup.by()) {
      if (arguments(by).stream().allMatch(name -> environment.getArgument(name) != null)) {
        if (chosen != null) {
          throw ambiguous();
        }
        chosen = by;
      } else if (arguments(by).stream()
          .anyMatch(name -> environment.getArgument(name) != null && !isShared(name))) {
        throw ambiguous();
      }
    }
    if (chosen == null) {
      throw ambiguous();
    }
    return chosen;
  }

  /** Two keys may have an argument in common, which then does not tell them apart. */
  private boolean isShared(String argument) {
    return lookup.by().stream().filter(by -> arguments(by).contains(argument)).count() > 1;
  }

  private RequestException ambiguous() {
    return RequestException.badInput(
        "%s: give exactly one of %s",
        lookup.name(), lookup.by().stream().map(this::names).collect(Collectors.joining(", ")));
  }

  private String names(LookupBy by) {
    var names = arguments(by);
    return names.size() == 1 ? names.getFirst() : "(" + String.join(", ", names) + ")";
  }

  private static List<String> arguments(LookupBy by) {
    return switch (by) {
      case LookupBy.ById(var argument) -> List.of(argument);
      case LookupBy.ByUnique(_, var arguments) -> arguments;
      case LookupBy.ByClaim _ -> List.of();
    };
  }
}
