package io.millrace.api.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Callers' identity. */
@Configuration(proxyBeanMethods = false)
public class IdentityConfiguration {

  @Bean
  IdentityInterceptor identityInterceptor() {
    return new IdentityInterceptor();
  }
}
