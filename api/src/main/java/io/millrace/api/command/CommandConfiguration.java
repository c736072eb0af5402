package io.millrace.api.command;

import io.millrace.api.read.DocumentReads;
import io.millrace.schema.catalog.Catalog;
import io.millrace.write.command.CommandExecution;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mutations. */
@Configuration(proxyBeanMethods = false)
public class CommandConfiguration {

  @Bean
  CallerInterceptor callerInterceptor() {
    return new CallerInterceptor();
  }

  @Bean
  CommandFetchers commandFetchers(
      Catalog catalog, CommandExecution commands, DocumentReads documents) {
    return new CommandFetchers(catalog, commands, documents);
  }
}
