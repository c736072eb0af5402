package io.millrace.api.http;

import io.millrace.api.ApiProperties;
import io.millrace.api.Mode;
import io.millrace.api.error.ErrorMeter;
import io.millrace.api.version.Versions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.netty.NettyPipeline;

/** GraphQL over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HttpProperties.class, CrossOriginProperties.class})
public class HttpConfiguration {

  /** Before Boot's own routes, which know less of the specification. */
  @Bean
  @Order(-1)
  RouterFunction<ServerResponse> graphQlRequests(
      WebGraphQlHandler handler,
      HttpProperties http,
      GraphQlProperties properties,
      Versions versions,
      ErrorMeter errors) {
    return new GraphQlHttp(handler, http, properties.getHttp().getPath(), versions, errors)
        .routes();
  }

  /** A browser would keep to it for the whole host, which on a developer's machine serves more. */
  @Bean
  SecureHeaders secureHeaders(ApiProperties properties) {
    return new SecureHeaders(properties.mode() == Mode.PRODUCTION);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 1)
  WebFilter crossOrigin(CrossOriginProperties properties) {
    return properties.origins().isEmpty()
        ? (exchange, chain) -> chain.filter(exchange)
        : CrossOrigin.filter(properties);
  }

  /** With a certificate HTTP/2 is spoken too; without one it would be an upgrade few ask for. */
  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> http2OverTls() {
    return server -> {
      if (Ssl.isEnabled(server.getSsl())) {
        var http2 = new Http2();
        http2.setEnabled(true);
        server.setHttp2(http2);
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> headTimeout(HttpProperties http) {
    return factory ->
        factory.addServerCustomizers(
            server ->
                server.doOnChannelInit(
                    (observer, channel, remote) -> {
                      // Over TLS the codec comes later, when the protocol is agreed on.
                      if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
                        channel
                            .pipeline()
                            .addAfter(
                                NettyPipeline.HttpCodec,
                                "headTimeout",
                                new HeadTimeout(http.idleTimeout()));
                      }
                    }));
  }
}
