// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import java.util.Objects;
import java.util.Set;

/**
 * Whose authentication results are believed.
 *
 * @param hosts the names of hosts whose {@code Authentication-Results} are believed, in lower case
 * @param sealers the domains whose ARC seals are believed (RFC 8617) if a trusted host found the chain valid, in lower case
 * @param unnamed whether the topmost field is believed if it names no host
 */
public record HostTrust(Set<String> hosts, Set<String> sealers, Unnamed unnamed) {

  /** No one is believed. */
  public static final HostTrust NO_ONE = new HostTrust(Set.of(), Set.of(), Unnamed.IGNORED);

  /** What a field without the name of a host is worth. */
  public enum Unnamed {
    IGNORED,
    /** The topmost field is that of the receiving host, which writes no name, as Microsoft 365 does. */
    TOPMOST
  }

  public HostTrust {
    hosts = Set.copyOf(Objects.requireNonNull(hosts, "hosts"));
    sealers = Set.copyOf(Objects.requireNonNull(sealers, "sealers"));
    Objects.requireNonNull(unnamed, "unnamed");
  }

  boolean isEmpty() {
    return hosts.isEmpty() && unnamed == Unnamed.IGNORED;
  }
}
