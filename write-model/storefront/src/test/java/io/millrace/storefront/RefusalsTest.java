package io.millrace.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.EnumTypeDefinition;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

class RefusalsTest {

  @Test
  void everyErrorCodeOfTheSchemaHasATestOfItsOwn() {
    assertThat(tested()).containsExactlyInAnyOrderElementsOf(codes());
  }

  private static List<String> tested() {
    return ReflectionSupport.findAllClassesInPackage(
            RefusalsTest.class.getPackageName(), type -> true, name -> true)
        .stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .flatMap(method -> AnnotationSupport.findAnnotation(method, Refuses.class).stream())
        .map(Refuses::value)
        .distinct()
        .toList();
  }

  private static List<String> codes() {
    return new CatalogLoader()
            .load(DomainSources.fromClasspath(RefusalsTest.class.getClassLoader()))
            .published()
            .getTypes(EnumTypeDefinition.class)
            .stream()
            .filter(type -> type.getName().endsWith("ErrorCode"))
            .flatMap(
                type ->
                    type.getEnumValueDefinitions().stream()
                        .map(value -> type.getName() + "." + value.getName()))
            .toList();
  }
}
