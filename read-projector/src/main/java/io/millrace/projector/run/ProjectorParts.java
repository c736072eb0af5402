package io.millrace.projector.run;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.lettuce.core.RedisURI;
import io.millrace.projector.change.ChangeSource;
import io.millrace.projector.route.ReadColumns;
import io.millrace.projector.slot.SlotOwnership;
import io.millrace.projector.slot.SlotTenure;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.Derivation;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What a projector is made of.
 *
 * @param catalog the read models
 * @param properties how it works
 * @param names what things are called in the stores
 * @param dataSource connections of the replication role, for {@code millrace}'s tables
 * @param derivation derives documents
 * @param columns what the read models read
 * @param ownership of the slot
 * @param changes makes the change source of a tenure
 * @param redis where documents are looked up
 * @param elasticsearch where they are searched
 */
public record ProjectorParts(
    Catalog catalog,
    ProjectorProperties properties,
    StoreNames names,
    DataSource dataSource,
    Derivation derivation,
    ReadColumns columns,
    SlotOwnership ownership,
    Function<SlotTenure, ChangeSource> changes,
    RedisURI redis,
    Rest5Client elasticsearch) {}
