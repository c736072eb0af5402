package io.millrace.write.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Mono;

/**
 * A handler's method.
 *
 * @param handler the bean, a proxy perhaps
 * @param method its method, of the bean's own class
 */
record BoundCommand(Object handler, Method method) {

  BoundCommand {
    ReflectionUtils.makeAccessible(method);
  }

  Class<?> inputClass() {
    return method.getParameterTypes()[0];
  }

  String place() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  /** Calls the method; what it throws is signalled. */
  @SuppressWarnings("unchecked")
  Mono<CommandResult> handle(Object input) {
    return Mono.defer(
        () -> {
          try {
            return (Mono<CommandResult>) method.invoke(handler, input);
          } catch (InvocationTargetException thrown) {
            return Mono.error(thrown.getCause() == null ? thrown : thrown.getCause());
          } catch (IllegalAccessException inaccessible) {
            return Mono.error(inaccessible);
          }
        });
  }
}
