package io.millrace.write.migration;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Group roles without login. An operator makes login users, with passwords of their own, members of
 * them ({@code grant millrace_write to api_user}), as {@link LoginRoles} does for the local stack.
 *
 * <ul>
 *   <li>{@code millrace_write}: commands and markers
 *   <li>{@code millrace_derive}: derivation, read-only
 *   <li>{@code millrace_replication}: the projector's own tables; its login user needs the
 *       attribute REPLICATION too, which membership does not give
 *   <li>{@code millrace_lock}: advisory locks and the stream's row, to take the stream over
 *   <li>{@code millrace_migrate}: DDL, by owning what it makes
 * </ul>
 */
final class Roles {

  private static final String SCRIPT =
      """
      do $$
      declare
        name text;
      begin
        foreach name in array array['millrace_write', 'millrace_derive', 'millrace_replication',
            'millrace_lock', 'millrace_migrate'] loop
          if not exists (select from pg_roles where rolname = name) then
            begin
              execute format('create role %I nologin', name);
            exception
              -- Roles belong to the cluster: another database's migration may be making it now.
              when duplicate_object or unique_violation then null;
            end;
          end if;
        end loop;
      end $$;

      grant usage on schema public, millrace
        to millrace_write, millrace_derive, millrace_replication;
      grant usage on schema millrace to millrace_lock;
      grant create on schema public, millrace to millrace_migrate;

      grant select, insert, update, delete on all tables in schema public to millrace_write;
      grant usage on all sequences in schema public to millrace_write;
      grant select, insert, update, delete
        on millrace.idempotency, millrace.field_usage to millrace_write;
      grant select on millrace.replication, millrace.trusted_document, millrace.switched_off,
        millrace.read_model,
          millrace.flyway_schema_history to millrace_write;

      grant select on all tables in schema public to millrace_derive;
      grant select on millrace.replication to millrace_derive;

      grant select, insert, update, delete
        on millrace.replication, millrace.read_model, millrace.backfill to millrace_replication;

      grant select, update on millrace.replication to millrace_lock;
      """;

  private Roles() {}

  static void grant(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(SCRIPT);
    }
  }
}
