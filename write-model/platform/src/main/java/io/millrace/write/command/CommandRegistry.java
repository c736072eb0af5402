package io.millrace.write.command;

import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.RootField;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.aop.support.AopUtils;
import reactor.core.publisher.Mono;

/** Which method handles which mutation, checked against the catalog at start-up. */
public final class CommandRegistry {

  private final Map<String, BoundCommand> commands;

  private CommandRegistry(Map<String, BoundCommand> commands) {
    this.commands = Map.copyOf(commands);
  }

  /**
   * Binds the public methods of {@link CommandHandlers} beans to the catalog's mutations by name.
   *
   * @throws CommandBindingException when they don't match
   */
  public static CommandRegistry bind(Catalog catalog, Collection<?> handlers) {
    var problems = new ArrayList<String>();
    var methods = methodsByName(handlers, problems);
    var errorCodes = new ErrorCodes(catalog.definitions(), problems);
    var commands = new HashMap<String, BoundCommand>();
    for (var mutation : catalog.mutations()) {
      if (mutation instanceof RootField.Command command) {
        var bound = methods.remove(command.name());
        if (bound == null) {
          problems.add(
              "No handler for the mutation %s: write a method `Mono<CommandResult> %s(%s input)` in a @CommandHandlers class that is a bean (a new project lists it in CommandsAutoConfiguration)"
                  .formatted(command.name(), command.name(), command.inputType()));
        } else if (fits(bound, command, problems)) {
          commands.put(command.name(), bound.refusingWith(errorCodes.of(bound, command)));
        }
      }
    }
    methods
        .values()
        .forEach(
            extra ->
                problems.add(
                    "%s handles no mutation: add %s to the type Mutation, or make the method package-private"
                        .formatted(extra.place(), extra.method().getName())));
    if (!problems.isEmpty()) {
      throw new CommandBindingException(problems);
    }
    return new CommandRegistry(commands);
  }

  private static Map<String, BoundCommand> methodsByName(
      Collection<?> handlers, List<String> problems) {
    var methods = new TreeMap<String, BoundCommand>();
    for (var handler : handlers) {
      for (var method : handlerMethods(AopUtils.getTargetClass(handler))) {
        var bound = new BoundCommand(handler, method, Set.of());
        var first = methods.putIfAbsent(method.getName(), bound);
        if (first != null) {
          problems.add(
              "%s and %s both handle %s: keep one"
                  .formatted(first.place(), bound.place(), method.getName()));
        }
      }
    }
    return methods;
  }

  private static List<Method> handlerMethods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !method.isSynthetic() && !method.isBridge())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static boolean fits(
      BoundCommand bound, RootField.Command command, List<String> problems) {
    var parameters = bound.method().getParameterTypes();
    boolean takesInput =
        (parameters.length == 1 || parameters.length == 2 && parameters[1] == Caller.class)
            && parameters[0].getSimpleName().equals(command.inputType());
    if (!takesInput) {
      problems.add(
          "%s takes (%s), and the mutation's input is %s: take the generated class %s and, where it matters who calls, a Caller"
              .formatted(
                  bound.place(),
                  Arrays.stream(parameters)
                      .map(Class::getSimpleName)
                      .collect(Collectors.joining(", ")),
                  command.inputType(),
                  command.inputType()));
    }
    boolean returnsResult =
        bound.method().getGenericReturnType() instanceof ParameterizedType type
            && type.getRawType() == Mono.class
            && type.getActualTypeArguments()[0] == CommandResult.class;
    if (!returnsResult) {
      problems.add(
          "%s returns %s: return Mono<CommandResult>"
              .formatted(bound.place(), bound.method().getReturnType().getSimpleName()));
    }
    return takesInput && returnsResult;
  }

  /**
   * The handler of a mutation.
   *
   * @throws NoSuchElementException when it has none
   */
  BoundCommand command(String mutation) {
    var bound = commands.get(mutation);
    if (bound == null) {
      throw new NoSuchElementException("No handler for the mutation " + mutation);
    }
    return bound;
  }
}
