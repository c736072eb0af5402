package io.millrace.api.read;

import io.millrace.api.ApiProperties;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.Derivation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The read engine's parts. */
@Configuration(proxyBeanMethods = false)
public class ReadConfiguration {

  @Bean
  RedisConnection redisConnection(LettuceConnectionFactory factory, ApiProperties properties) {
    return new RedisConnection(factory, properties.timeouts().redis());
  }

  @Bean
  PrimaryDocuments primaryDocuments(
      Catalog catalog, Derivation derivation, ApiProperties properties) {
    return new PrimaryDocuments(catalog, derivation, properties.timeouts().postgres());
  }

  @Bean
  DocumentStore documentStore(
      Catalog catalog, StoreNames names, RedisConnection redis, PrimaryDocuments primary) {
    return new ReadThrough(new PublishedDocuments(catalog, names, redis), primary);
  }

  @Bean
  DocumentReads documentReads(
      Catalog catalog,
      StoreNames names,
      RedisConnection redis,
      DocumentStore documents,
      PrimaryDocuments primary) {
    return new DocumentReads(
        documents, new UniqueDocuments(catalog, names, redis, documents, primary));
  }
}
