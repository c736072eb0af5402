package io.millrace.api.usage;

import io.millrace.api.gate.Operation;
import io.millrace.api.gate.Origin;
import io.millrace.api.identity.Identity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients that this node tells apart on one day: as many as it may, the first that come. Names
 * that tokens prove and names that anybody may make up have bounds of their own, so that a flood of
 * the latter pushes no client out.
 */
final class UsageClients {

  private final Names proven;
  private final Names said;

  /**
   * @param mostProven how many names of tokens are told apart
   * @param mostSaid how many names that clients give themselves are
   */
  UsageClients(int mostProven, int mostSaid) {
    this.proven = new Names(mostProven, true);
    this.said = new Names(mostSaid, false);
  }

  UsageClient of(Operation operation) {
    return Identity.of(operation.context())
        .token()
        .map(token -> token.application().map(proven::find).orElse(UsageClient.ANONYMOUS))
        .orElseGet(
            () ->
                Origin.of(operation.input())
                    .application()
                    .map(said::find)
                    .orElse(UsageClient.ANONYMOUS));
  }

  private static final class Names {

    private final int most;
    private final boolean areProven;
    private final UsageClient other;
    private final Map<String, UsageClient> known = new ConcurrentHashMap<>();
    private volatile boolean full;

    Names(int most, boolean areProven) {
      this.most = most;
      this.areProven = areProven;
      this.other = UsageClient.other(areProven);
      this.full = most == 0;
    }

    UsageClient find(String name) {
      var client = known.get(name);
      return client != null ? client : full ? other : admit(name);
    }

    private synchronized UsageClient admit(String name) {
      if (known.size() >= most) {
        full = true;
        return known.getOrDefault(name, other);
      }
      return known.computeIfAbsent(name, _ -> UsageClient.named(name, areProven));
    }
  }
}
