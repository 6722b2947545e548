// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.Address;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.Domains;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The domains and addresses of our own people, by which a colleague is told from a prospect.
 *
 * @param domains normalized names; a domain includes its subdomains
 * @param addresses single addresses, normalized and without a plus tag, such as a mailbox of ours at a free provider
 */
public record OwnAddresses(Set<String> domains, Set<String> addresses) {

  /** Nothing is known to be ours. */
  public static final OwnAddresses NONE = new OwnAddresses(Set.of(), Set.of());

  public OwnAddresses {
    domains = Set.copyOf(Objects.requireNonNull(domains, "domains"));
    addresses = Set.copyOf(Objects.requireNonNull(addresses, "addresses"));
  }

  /** Reads the section {@code own} of a policy and reports its errors. */
  static OwnAddresses read(Settings own) {
    var domains = new LinkedHashSet<String>();
    for (Settings place : own.list("domains")) {
      String domain = Domains.normal(place.asText());
      if (!Domains.isName(domain) || domain.indexOf('.') < 0) {
        place.problem(
            "'" + place.asText() + "' is not a domain; expected for example acme.example");
      } else if (!domains.add(domain)) {
        place.problem("'" + place.asText() + "' occurs twice; expected each domain once");
      }
    }
    var addresses = new LinkedHashSet<String>();
    for (Settings place : own.list("addresses")) {
      String address = normal(place.asText());
      if (!isAddress(address)) {
        place.problem(
            "'" + place.asText() + "' is not an address; expected for example kim@acme.example");
      } else if (!addresses.add(address)) {
        place.problem("'" + place.asText() + "' occurs twice; expected each address once");
      }
    }
    return new OwnAddresses(domains, addresses);
  }

  /** Whether nothing is known to be ours. */
  public boolean isEmpty() {
    return domains.isEmpty() && addresses.isEmpty();
  }

  /** Whether this is an address of ours: at one of the domains or below it, or one of the addresses, with or without a plus tag. */
  public boolean contains(String email) {
    if (email.isEmpty() || isEmpty()) {
      return false;
    }
    String normal = normal(email);
    String domain = normal.substring(normal.lastIndexOf('@') + 1);
    return !Domains.match(domain, domains).isEmpty() || addresses.contains(normal);
  }

  /** The same with more single addresses. */
  OwnAddresses with(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new LinkedHashSet<>(addresses);
    more.forEach(address -> all.add(normal(address)));
    return new OwnAddresses(domains, all);
  }

  /** The same with one more domain, as it compares (UTS 46). */
  public OwnAddresses withDomain(String domain) {
    var all = new LinkedHashSet<>(domains);
    all.add(domain);
    return new OwnAddresses(all, addresses);
  }

  /** The address in lower case, without a plus tag, its domain as it compares (UTS 46). */
  static String normal(String email) {
    var address = new Address(email, "");
    String local = address.local();
    int plus = local.indexOf('+', 1);
    return (plus < 0 ? local : local.substring(0, plus)) + "@" + Domains.normal(address.domain());
  }

  /** Whether a text is an address: one at sign between a local part and a domain with a dot. */
  static boolean isAddress(String text) {
    int at = text.indexOf('@');
    String domain = text.substring(at + 1);
    return at > 0
        && text.length() <= 254
        && text.indexOf('@', at + 1) < 0
        && text.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>' || c == ',' || c == ';')
        && domain.indexOf('.') > 0
        && !domain.endsWith(".");
  }

  /** What these are, in one line that is the same for the same addresses. */
  String canonical() {
    return new TreeSet<>(domains) + " " + new TreeSet<>(addresses);
  }

  /** The numbers only: the addresses are personal. */
  @Override
  public String toString() {
    return "OwnAddresses[" + domains.size() + " domains, " + addresses.size() + " addresses]";
  }
}
