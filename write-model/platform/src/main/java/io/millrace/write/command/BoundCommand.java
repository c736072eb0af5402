package io.millrace.write.command;

import io.millrace.write.command.CommandResult.Refused;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Mono;

/**
 * A handler's method.
 *
 * @param handler the bean, a proxy perhaps
 * @param method its method, of the bean's own class
 * @param errorCodes the values of the enum that the mutation's {@code userErrors} show
 */
record BoundCommand(Object handler, Method method, Set<String> errorCodes) {

  BoundCommand {
    ReflectionUtils.makeAccessible(method);
    errorCodes = Set.copyOf(errorCodes);
  }

  BoundCommand refusingWith(Set<String> codes) {
    return new BoundCommand(handler, method, codes);
  }

  Class<?> inputClass() {
    return method.getParameterTypes()[0];
  }

  String place() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  /**
   * Calls the method; what it throws is signalled. A refusal comes back as a result, and only with
   * codes that the payload can show: another one is the handler's fault, not the caller's.
   */
  Mono<CommandResult> handle(Object input, Caller caller) {
    return call(input, caller)
        .onErrorResume(
            CommandRefusedException.class, refused -> Mono.just(new Refused(refused.violations())))
        .doOnNext(this::demandKnownCodes)
        .switchIfEmpty(
            Mono.error(
                () -> new IllegalStateException(place() + " completed without a CommandResult")));
  }

  private void demandKnownCodes(CommandResult result) {
    if (result instanceof Refused(var violations)) {
      for (var violation : violations) {
        if (!errorCodes.contains(violation.code())) {
          throw new IllegalStateException(
              "%s refused with the code %s, which the mutation's payload can't show: it has %s"
                  .formatted(place(), violation.code(), new TreeSet<>(errorCodes)));
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private Mono<CommandResult> call(Object input, Caller caller) {
    return Mono.defer(
        () -> {
          try {
            return (Mono<CommandResult>)
                (method.getParameterCount() == 1
                    ? method.invoke(handler, input)
                    : method.invoke(handler, input, caller));
          } catch (InvocationTargetException thrown) {
            return Mono.error(thrown.getCause() == null ? thrown : thrown.getCause());
          } catch (IllegalAccessException inaccessible) {
            return Mono.error(inaccessible);
          }
        });
  }
}
