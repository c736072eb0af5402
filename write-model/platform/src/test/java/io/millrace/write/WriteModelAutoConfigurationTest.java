package io.millrace.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.schema.catalog.Catalog;
import io.millrace.write.command.CommandBindingException;
import io.millrace.write.command.CommandExecution;
import io.millrace.write.command.Markers;
import io.millrace.write.derivation.Derivation;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WriteModelAutoConfigurationTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  R2dbcAutoConfiguration.class,
                  R2dbcTransactionManagerAutoConfiguration.class,
                  WriteModelAutoConfiguration.class))
          .withBean(Catalog.class, Library::catalog)
          .withPropertyValues(
              "spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:1/none",
              "spring.r2dbc.username=nobody",
              "millrace.database.derivation.keys-per-statement=7");

  @Test
  void anApplicationWithoutHandlersDerives() {
    application.run(
        context -> {
          assertThat(context).hasSingleBean(Derivation.class).hasSingleBean(Markers.class);
          assertThat(
                  context.getBean(MillraceDatabaseProperties.class).derivation().keysPerStatement())
              .isEqualTo(7);
        });
  }

  @Test
  void commandsWithoutHandlersAreNamed() {
    application.run(
        context ->
            assertThat(catchThrowable(() -> context.getBean(CommandExecution.class)))
                .hasRootCauseInstanceOf(CommandBindingException.class)
                .rootCause()
                .hasMessageContaining("No handler for the mutation bookAdd"));
  }
}
