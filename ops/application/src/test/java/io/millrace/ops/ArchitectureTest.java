package io.millrace.ops;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;

/** Which part may know which; the table of the modules in the README, as rules. */
@AnalyzeClasses(packages = "io.millrace", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String STOREFRONT = "io.millrace.storefront..";

  /** The storefront's assembly with the launcher. */
  private static final String LAUNCH = "io.millrace.storefront.launch..";

  private static final String SCHEMA = "io.millrace.schema..";
  private static final String WRITE = "io.millrace.write..";
  private static final String PROJECTOR = "io.millrace.projector..";
  private static final String API = "io.millrace.api..";
  private static final String OPS = "io.millrace.ops..";

  @ArchTest
  static final ArchRule platformNeverKnowsTheStorefront =
      noClasses()
          .that()
          .resideInAnyPackage(SCHEMA, WRITE, PROJECTOR, API, OPS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STOREFRONT);

  @ArchTest
  static final ArchRule schemaDependsOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage(SCHEMA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WRITE, PROJECTOR, API, OPS);

  @ArchTest
  static final ArchRule writeModelDependsOnSchemaAlone =
      noClasses()
          .that()
          .resideInAPackage(WRITE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROJECTOR, API, OPS);

  @ArchTest
  static final ArchRule projectorAndApiDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage(PROJECTOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, OPS);

  @ArchTest
  static final ArchRule apiAndProjectorDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROJECTOR, OPS);

  @ArchTest
  static final ArchRule theStorefrontIsOrdinaryUserCode =
      noClasses()
          .that()
          .resideInAPackage(STOREFRONT)
          .and()
          .resideOutsideOfPackage(LAUNCH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROJECTOR, API, OPS, LAUNCH);

  @ArchTest
  static final ArchRule theStorefrontPlugsIntoTheLauncherAlone =
      noClasses()
          .that()
          .resideInAPackage(LAUNCH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROJECTOR, API);

  @ArchTest
  static final ArchRule debeziumStaysInsideTheChangeSource =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.millrace.projector.change..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.debezium..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule featuresDoNotDependOnEachOtherInCircles =
      slices().matching("io.millrace.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesSayThatTheyAreFreeOfNull =
      ArchRuleDefinition.classes()
          .that()
          .areTopLevelClasses()
          .and()
          .resideOutsideOfPackage("io.millrace.storefront.graphql..")
          .should(resideInANullMarkedPackage());

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean synthetic = item.getModifiers().contains(JavaModifier.SYNTHETIC);
        if (!synthetic && !item.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  item, item.getName() + " is in a package without @NullMarked package-info"));
        }
      }
    };
  }
}
