// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Address;
import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.EvaluationContext;
import java.net.IDN;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The owners of accounts, by address and domain.
 *
 * @param contacts by address
 * @param domains by domain, label by label: an account also has the domains below its own
 * @param aliases other domains of accounts, in the same way
 * @param unless the condition under which a domain identifies no account, such as that of a free mail provider
 */
record Accounts(
    Map<String, Person> contacts,
    Map<String, Person> domains,
    Map<String, Person> aliases,
    @Nullable Condition unless) {

  static final Accounts NONE = new Accounts(Map.of(), Map.of(), Map.of(), null);

  /** @param code {@code contact}, {@code domain} or {@code alias} */
  record Match(String code, String what, Person owner) {}

  Accounts {
    contacts = Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    domains = Collections.unmodifiableMap(new LinkedHashMap<>(domains));
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
  }

  /** The account of the prospect; null if there is none. */
  @Nullable
  Match match(Lead lead, EvaluationContext view) {
    Address prospect = lead.contact().address();
    Person known = contacts.get(prospect.email());
    if (known != null) {
      return new Match("contact", "the prospect", known);
    }
    if (!prospect.isKnown() || (unless != null && unless.test(view).verdict() == Verdict.TRUE)) {
      return null;
    }
    Match match = match("domain", domains, prospect.domain());
    return match == null ? match("alias", aliases, prospect.domain()) : match;
  }

  private static @Nullable Match match(String code, Map<String, Person> owners, String domain) {
    for (String name = normal(domain);
        !name.isEmpty();
        name = name.substring(name.indexOf('.') + 1)) {
      Person owner = owners.get(name);
      if (owner != null) {
        return new Match(code, name, owner);
      }
      if (name.indexOf('.') < 0) {
        return null;
      }
    }
    return null;
  }

  /** The normal form of a domain: lower-case A-labels (RFC 5890 §2.3.2.1). */
  static String normal(String domain) {
    try {
      return IDN.toASCII(domain.strip(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return domain.strip().toLowerCase(Locale.ROOT);
    }
  }
}
