package io.millrace.projector.run;

import io.millrace.projector.position.ElasticsearchJournal;
import io.millrace.projector.position.RedisJournal;
import io.millrace.projector.sink.ElasticsearchHttp;
import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.sink.SearchIndices;
import io.millrace.projector.sink.StoreAwayException;
import io.millrace.schema.document.IndexSettings;
import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.WalPosition;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** The connections to the stores, which outlive a session, and each store's record of itself. */
final class Stores implements AutoCloseable {

  private static final Duration NEVER = Duration.ofMillis(-1);

  private final RedisLink lookupLink;
  private final RedisLink channelLink;
  private final ElasticsearchHttp http;
  private final SearchIndices indices;
  private final RedisJournal lookupJournal;
  private final ElasticsearchJournal searchJournal;
  private final DataSource dataSource;
  private final SourcePartition stream;

  Stores(ProjectorParts parts) {
    var properties = parts.properties();
    this.lookupLink = new RedisLink(parts.redis(), properties.redisTimeout());
    this.channelLink = new RedisLink(parts.redis(), properties.redisTimeout());
    this.http = new ElasticsearchHttp(parts.elasticsearch());
    this.indices =
        new SearchIndices(
            http,
            parts.names(),
            new IndexSettings(
                properties.shards(), properties.replicas(), NEVER, properties.tombstones()));
    this.lookupJournal = new RedisJournal(lookupLink, parts.names());
    this.searchJournal = new ElasticsearchJournal(http, parts.names());
    this.dataSource = parts.dataSource();
    this.stream = parts.ownership().stream();
  }

  RedisLink lookupLink() {
    return lookupLink;
  }

  RedisLink channelLink() {
    return channelLink;
  }

  ElasticsearchHttp http() {
    return http;
  }

  SearchIndices indices() {
    return indices;
  }

  RedisJournal lookupJournal() {
    return lookupJournal;
  }

  ElasticsearchJournal searchJournal() {
    return searchJournal;
  }

  /** The end of Postgres' log. */
  WalPosition logEnd() {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_current_wal_lsn()::text")) {
      rows.next();
      return WalPosition.parse(rows.getString(1));
    } catch (SQLException away) {
      throw new StoreAwayException("Postgres did not tell its position", away);
    }
  }

  /** The epoch that Postgres has reached. */
  long reachedEpoch() {
    try (var connection = dataSource.getConnection();
        var statement =
            connection.prepareStatement(
                "select epoch from millrace.replication where source = ? and partition = ?")) {
      statement.setString(1, stream.source());
      statement.setInt(2, stream.partition());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    } catch (SQLException away) {
      // The write that was refused is tried again, and judged then.
      throw new StoreAwayException("Postgres did not tell its epoch", away);
    }
  }

  @Override
  public void close() {
    lookupLink.close();
    channelLink.close();
  }
}
