package io.millrace.ops.run;

import io.millrace.write.migration.LoginRoles;
import java.util.HashMap;
import java.util.Map;

/**
 * As whom the applications speak to Postgres, as environment variables for them: on the local stack
 * each part under a role of its own, elsewhere as the user that the address names.
 *
 * @param api the API's user, who runs commands
 * @param projector the projector's user, who replicates
 * @param reader who derives documents in both
 */
record Logins(Login api, Login projector, Login reader) {

  private static final String DERIVATION = "MILLRACE_DATABASE_DERIVATION_";
  private static final String REPLICATION = "MILLRACE_DATABASE_REPLICATION_";

  /** The roles that the local stack's database is given. */
  static final Logins SEPARATE =
      new Logins(
          new Login(LoginRoles.API, ""),
          new Login(LoginRoles.PROJECTOR, ""),
          new Login(LoginRoles.READER, ""));

  /** One user of Postgres. */
  record Login(String user, String password) {}

  static Logins asGiven(DatabaseAddress database) {
    var user = new Login(database.user(), database.password());
    return new Logins(user, user, user);
  }

  Map<String, String> ofApi() {
    return environment(api);
  }

  Map<String, String> ofProjector() {
    return environment(projector);
  }

  Map<String, String> ofBothInOne() {
    var environment = environment(api);
    put(environment, REPLICATION, projector, api);
    return environment;
  }

  private Map<String, String> environment(Login main) {
    var environment = new HashMap<String, String>();
    environment.put("SPRING_R2DBC_USERNAME", main.user());
    environment.put("SPRING_R2DBC_PASSWORD", main.password());
    put(environment, DERIVATION, reader, main);
    return environment;
  }

  /** What is the main user's anyway is not said, so that an operator's own variables stay. */
  private static void put(Map<String, String> environment, String prefix, Login login, Login main) {
    if (!login.equals(main)) {
      environment.put(prefix + "USERNAME", login.user());
      environment.put(prefix + "PASSWORD", login.password());
    }
  }
}
