package io.millrace.api.command;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.idl.TypeUtil;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.read.ReadScope;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.RootField;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import io.millrace.write.command.CommandExecution;
import io.millrace.write.command.CommandOutcome;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fetchers of mutations and of their payloads' fields, by the contract of every mutation. */
public final class CommandFetchers {

  private static final Pattern DELETED_ID = Pattern.compile("deleted(?<type>[A-Z]\\w*)Id");

  /** What {@code query} in a payload resolves to: the fields of Query need no value. */
  private record QueryRoot() {}

  private final Catalog catalog;
  private final CommandExecution commands;
  private final DocumentReads documents;

  CommandFetchers(Catalog catalog, CommandExecution commands, DocumentReads documents) {
    this.catalog = catalog;
    this.commands = commands;
    this.documents = documents;
  }

  /** The fetchers by field. */
  public Map<FieldCoordinates, DataFetcher<?>> all() {
    var fetchers = new HashMap<FieldCoordinates, DataFetcher<?>>();
    for (var mutation : catalog.mutations()) {
      if (mutation instanceof RootField.Command(var name, _, var payloadType)) {
        fetchers.put(
            FieldCoordinates.coordinates("Mutation", name), new CommandFetcher(name, commands));
        payload(payloadType)
            .forEach(
                field ->
                    payloadField(field)
                        .ifPresent(
                            fetcher ->
                                fetchers.put(
                                    FieldCoordinates.coordinates(payloadType, field.getName()),
                                    fetcher)));
      }
    }
    return fetchers;
  }

  private List<FieldDefinition> payload(String type) {
    return catalog
        .definitions()
        .getType(type, ObjectTypeDefinition.class)
        .map(ObjectTypeDefinition::getFieldDefinitions)
        .orElse(List.of());
  }

  /** None for a field of the domain's own, which a controller answers. */
  private Optional<DataFetcher<?>> payloadField(FieldDefinition field) {
    var type = TypeUtil.unwrapAll(field.getType()).getName();
    var deleted = DELETED_ID.matcher(field.getName());
    if (field.getName().equals("query")) {
      return Optional.of(_ -> new QueryRoot());
    }
    if (field.getName().equals("userErrors")) {
      return Optional.of(CommandFetchers::violations);
    }
    if (deleted.matches()) {
      return Optional.of(environment -> deletedId(environment, deleted.group("type")));
    }
    return catalog.find(type).isPresent()
        ? Optional.of(environment -> touched(environment, type))
        : Optional.empty();
  }

  private static List<RuleViolation> violations(DataFetchingEnvironment environment) {
    return switch (Objects.requireNonNull(environment.<CommandOutcome>getSource()).result()) {
      case CommandResult.Refused(var violations) -> violations;
      case CommandResult.Done _ -> List.of();
    };
  }

  private static Optional<String> deletedId(DataFetchingEnvironment environment, String type) {
    return done(environment).flatMap(done -> first(done.deleted(), type)).map(GlobalId::encode);
  }

  private Object touched(DataFetchingEnvironment environment, String type) {
    return done(environment)
        .flatMap(done -> first(done.touched(), type))
        .map(key -> documents.one(key, ReadScope.of(environment)))
        .orElseGet(Optional::empty);
  }

  private static Optional<CommandResult.Done> done(DataFetchingEnvironment environment) {
    return Objects.requireNonNull(environment.<CommandOutcome>getSource()).result()
            instanceof CommandResult.Done done
        ? Optional.of(done)
        : Optional.empty();
  }

  private static Optional<DocumentKey> first(List<DocumentKey> keys, String type) {
    return keys.stream().filter(key -> key.type().equals(type)).findFirst();
  }
}
