// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import dev.leadkit.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record of SPF (RFC 7208 §4.5, §4.6): {@code version terms *SP}.
 *
 * @param redirect where the evaluation goes on if no mechanism matches (§6.1)
 * @param explanation where the domain's words for a fail are (§6.2)
 */
record SpfRecord(
    List<Directive> directives,
    @Nullable MacroString redirect,
    @Nullable MacroString explanation) {

  /** {@code directive}: what results if the mechanism matches. */
  record Directive(Security.Result qualifier, Mechanism mechanism, String text) {}

  private static final String VERSION = "v=spf1";
  /** {@code dual-cidr-length} at the end of a value. */
  private static final Pattern CIDR = Pattern.compile("(?:/([0-9]+))?(?://([0-9]+))?$");

  /** Whether this TXT record is one of SPF: the version, alone or before a space (§4.5). */
  static boolean isSpf(String text) {
    return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
        && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
  }

  /** Parses a record for which {@link #isSpf} holds. An error anywhere in it makes all of it invalid (§4.6). */
  static SpfRecord parse(String text) throws SpfError {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw SpfError.permanent("character " + (int) text.charAt(i) + " in the record");
      }
    }
    List<Directive> directives = new ArrayList<>();
    MacroString redirect = null;
    MacroString explanation = null;
    for (String term : text.substring(VERSION.length()).split(" +")) {
      int equals = term.isEmpty() ? -1 : modifierName(term);
      if (equals < 0) {
        if (!term.isEmpty()) {
          directives.add(directive(term));
        }
        continue;
      }
      String value = term.substring(equals + 1);
      switch (term.substring(0, equals).toLowerCase(Locale.ROOT)) {
        case "redirect" -> redirect = once("redirect", redirect, value);
        case "exp" -> explanation = once("exp", explanation, value);
        default -> MacroString.parse(value, MacroString.Place.TERM);
      }
    }
    return new SpfRecord(List.copyOf(directives), redirect, explanation);
  }

  /** The place of the {@code =} if the term is a {@code modifier}, else -1. */
  private static int modifierName(String term) {
    int at = 0;
    while (at < term.length()
        && (Ascii.isAlphanumeric(term.charAt(at)) || "-_.".indexOf(term.charAt(at)) >= 0)) {
      at++;
    }
    return at > 0 && at < term.length() && term.charAt(at) == '=' && Ascii.isAlpha(term.charAt(0))
        ? at
        : -1;
  }

  private static MacroString once(String name, @Nullable MacroString before, String value)
      throws SpfError {
    if (before != null) {
      throw SpfError.permanent("two modifiers '" + name + "'");
    }
    return MacroString.domainSpec(value);
  }

  private static Directive directive(String term) throws SpfError {
    Security.Result qualifier = switch (term.charAt(0)) {
      case '-' -> Security.Result.FAIL;
      case '~' -> Security.Result.SOFTFAIL;
      case '?' -> Security.Result.NEUTRAL;
      default -> Security.Result.PASS;
    };
    int from = "+-~?".indexOf(term.charAt(0)) >= 0 ? 1 : 0;
    int end = from;
    while (end < term.length() && term.charAt(end) != ':' && term.charAt(end) != '/') {
      end++;
    }
    String name = term.substring(from, end).toLowerCase(Locale.ROOT);
    return new Directive(qualifier, mechanism(name, term.substring(end), term), term);
  }

  /** @param rest what follows the name, with its colon or slash */
  private static Mechanism mechanism(String name, String rest, String term) throws SpfError {
    boolean hasValue = rest.startsWith(":");
    String value = hasValue ? rest.substring(1) : "";
    switch (name) {
      case "all" -> {
        if (rest.isEmpty()) {
          return new Mechanism.All();
        }
      }
      case "include" -> {
        if (hasValue) {
          return new Mechanism.Include(MacroString.domainSpec(value));
        }
      }
      case "exists" -> {
        if (hasValue) {
          return new Mechanism.Exists(MacroString.domainSpec(value));
        }
      }
      case "ptr" -> {
        if (hasValue || rest.isEmpty()) {
          return new Mechanism.Ptr(hasValue ? MacroString.domainSpec(value) : null);
        }
      }
      case "ip4", "ip6" -> {
        if (hasValue) {
          return Mechanism.ip(value, name.equals("ip6"));
        }
      }
      case "a", "mx" -> {
        Matcher cidr = CIDR.matcher(rest);
        boolean found = cidr.find();
        String target = found ? rest.substring(0, cidr.start()) : rest;
        if (target.isEmpty() || hasValue && target.length() > 0) {
          MacroString domain =
              target.isEmpty() ? null : MacroString.domainSpec(target.substring(1));
          Mechanism.DualCidr prefixes = found ? dualCidr(cidr) : Mechanism.DualCidr.FULL;
          return name.equals("a")
              ? new Mechanism.A(domain, prefixes)
              : new Mechanism.Mx(domain, prefixes);
        }
      }
      default -> throw SpfError.permanent("unknown mechanism '" + term + "'");
    }
    throw SpfError.permanent("invalid term '" + term + "'");
  }

  private static Mechanism.DualCidr dualCidr(Matcher cidr) throws SpfError {
    String ip4 = cidr.group(1);
    String ip6 = cidr.group(2);
    return new Mechanism.DualCidr(
        ip4 == null ? 32 : Mechanism.prefix(ip4, 32),
        ip6 == null ? 128 : Mechanism.prefix(ip6, 128));
  }
}
