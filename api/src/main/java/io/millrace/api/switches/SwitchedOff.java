package io.millrace.api.switches;

import java.util.Set;

/**
 * What is off.
 *
 * @param operations by name, or by the SHA-256 of their document
 * @param clients by the name in their token, or {@code address:} and an address
 * @param subjects by the name in their token
 */
record SwitchedOff(Set<String> operations, Set<String> clients, Set<String> subjects) {

  static final SwitchedOff NOTHING = new SwitchedOff(Set.of(), Set.of(), Set.of());

  SwitchedOff {
    operations = Set.copyOf(operations);
    clients = Set.copyOf(clients);
    subjects = Set.copyOf(subjects);
  }
}
