package io.millrace.write.migration;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Login users for a database of our own whose clients are trusted, one for each part, without
 * passwords. Elsewhere an operator makes users like these: {@link Roles}.
 */
public final class LoginRoles {

  /** Runs commands. */
  public static final String API = "millrace_api";

  /** Follows the changes, and keeps the projector's own tables. */
  public static final String PROJECTOR = "millrace_projector";

  /** Derives documents, for both; may only read. */
  public static final String READER = "millrace_reader";

  private static final String SCRIPT =
      """
      do $$
      declare
        login record;
      begin
        for login in select * from (values
            ('millrace_api', 'login', 'millrace_write'),
            ('millrace_projector', 'login replication', 'millrace_replication'),
            ('millrace_reader', 'login', 'millrace_derive')) as l (name, attributes, part) loop
          if not exists (select from pg_roles where rolname = login.name) then
            begin
              execute format('create role %I', login.name);
            exception
              -- Roles belong to the cluster: another database's migration may be making it now.
              when duplicate_object or unique_violation then null;
            end;
          end if;
          if not pg_has_role(login.name, login.part, 'member')
              or not exists (select from pg_roles where rolname = login.name and rolcanlogin) then
            execute format('alter role %I %s', login.name, login.attributes);
            execute format('grant %I to %I', login.part, login.name);
          end if;
        end loop;
      end $$
      """;

  private LoginRoles() {}

  /** Makes what is not there yet; the database is migrated, so that the group roles are. */
  public static void create(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      // Two would alter the same rows of the cluster's catalogue.
      statement.execute("select pg_advisory_lock(hashtext('millrace.roles'))");
      try {
        statement.execute(SCRIPT);
      } finally {
        statement.execute("select pg_advisory_unlock(hashtext('millrace.roles'))");
      }
    }
  }
}
