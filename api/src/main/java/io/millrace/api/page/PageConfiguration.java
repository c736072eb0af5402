package io.millrace.api.page;

import io.millrace.api.ApiProperties;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Pages and cursors. */
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(PageConfiguration.class);

  @Bean
  PageLimits pageLimits(ApiProperties properties) {
    return new PageLimits(properties.pages().defaultSize(), properties.pages().maxSize());
  }

  @Bean
  Cursors cursors(ApiProperties properties) {
    var configured = properties.cursorKey();
    if (configured != null) {
      return new Cursors(Base64.getDecoder().decode(configured));
    }
    LOG.info(
        "millrace.api.cursor-key is not set: cursors end with this process and hold on no other");
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Cursors(key);
  }
}
