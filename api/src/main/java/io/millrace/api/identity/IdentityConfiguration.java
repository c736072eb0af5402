package io.millrace.api.identity;

import io.millrace.api.ApiProperties;
import io.millrace.api.Mode;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Callers' identity. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties(IdentityProperties.class)
public class IdentityConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(IdentityConfiguration.class);

  @Bean
  ClientAddresses clientAddresses(IdentityProperties properties) {
    return new ClientAddresses(properties.proxies());
  }

  @Bean
  IdentityInterceptor identityInterceptor(ClientAddresses addresses) {
    return new IdentityInterceptor(addresses);
  }

  @Bean
  TokenAuthenticator tokenAuthenticator(IdentityProperties properties, ApiProperties api) {
    var issuer = properties.issuer();
    if (issuer == null) {
      return TokenAuthenticator.none();
    }
    var keys =
        new SigningKeys(
            issuerKeys(properties, issuer, api.mode()),
            properties.keys().ttl(),
            properties.keys().coolDown(),
            System::nanoTime);
    var decoder =
        new NimbusReactiveJwtDecoder(new TokenVerification(properties.signatures(), keys));
    decoder.setClaimSetConverter(TokenClaims.conversion());
    decoder.setJwtValidator(
        TokenClaims.rules(
            issuer, Objects.requireNonNull(properties.audience()), properties.clockSkew()));
    return TokenAuthenticator.by(decoder);
  }

  private static IssuerKeys issuerKeys(IdentityProperties properties, String issuer, Mode mode) {
    var development = properties.developmentKeys();
    if (development == null) {
      return new RemoteIssuerKeys(
          WebClient.create(), issuer, properties.jwkSetUri(), properties.keys().timeout());
    }
    if (mode != Mode.DEVELOPMENT) {
      throw new IllegalStateException(
          "millrace.api.identity.development-keys is for millrace.api.mode=development alone:"
              + " whoever can write the file can be anybody");
    }
    LOG.warn("Tokens are taken that the keys in {} signed: this is for development", development);
    return new DevelopmentKeys(development);
  }

  /**
   * Tells who asks and forbids nothing: what a caller may see and do is decided where data is read
   * and written. There are no sessions, forms or cookies, so that there is nothing for a foreign
   * page to use; that it can't send a GET either is {@code Preflight}'s matter.
   */
  @Bean
  SecurityWebFilterChain tokens(ServerHttpSecurity http, TokenAuthenticator authenticator) {
    var bearer = new BearerTokens();
    return http.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .oauth2ResourceServer(
            tokens ->
                tokens
                    .bearerTokenConverter(bearer)
                    .authenticationFailureHandler(bearer)
                    .jwt(jwt -> jwt.authenticationManager(authenticator)))
        .csrf(CsrfSpec::disable)
        .formLogin(FormLoginSpec::disable)
        .httpBasic(HttpBasicSpec::disable)
        .logout(LogoutSpec::disable)
        .requestCache(RequestCacheSpec::disable)
        .headers(HeaderSpec::disable)
        .build();
  }

  /**
   * None: before and after each filter of the chain Spring Security would observe something, which
   * took a third of a small request's processor time. A refused token is counted with the errors.
   */
  @Bean
  @ConditionalOnMissingBean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Says of a request that could deceive a server or proxy what is said of malformed ones. */
  @Bean
  ServerExchangeRejectedHandler malformedRequests() {
    return (_, _) ->
        Mono.error(new RequestException(ErrorCode.BAD_REQUEST, "The HTTP request is malformed"));
  }
}
