// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import dev.leadkit.Security;
import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsRecord;
import dev.leadkit.authentication.dns.DomainName;
import dev.leadkit.authentication.dns.IpAddress;
import dev.leadkit.authentication.dns.RecordType;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One evaluation of {@code check_host()} (RFC 7208 §4), with the counters of its limits. */
final class CheckHost {

  /** The most terms that ask the DNS (§4.6.4). */
  static final int MAX_LOOKUP_TERMS = 10;
  /** The most names of an MX or PTR answer whose addresses are queried (§4.6.4). */
  static final int MAX_NAMES = 10;
  /** The most answers without records (§4.6.4). */
  static final int MAX_VOID_LOOKUPS = 2;
  /** The most characters of a name or explanation before it is cut: more than a record of macros without repetition gives. */
  static final int MAX_EXPANSION = 100_000;

  /**
   * @param domain whose record matched
   * @param explanation the {@code exp} of that record
   */
  record Match(
      Security.Result result,
      String domain,
      String reason,
      @Nullable MacroString explanation) {}

  private final SpfQuery query;
  private final DnsBudget dns;
  private int lookupTerms;
  private int voidLookups;

  CheckHost(SpfQuery query, DnsBudget dns) {
    this.query = query;
    this.dns = dns;
  }

  Match checkHost(String domain) throws SpfError {
    String current = domain;
    while (true) {
      SpfRecord found = lookUpRecord(current);
      if (found == null) {
        String reason = "no SPF record at " + current;
        if (!current.equals(domain)) {
          throw SpfError.permanent("redirect: " + reason);
        }
        return new Match(Security.Result.NONE, current, reason, null);
      }
      for (SpfRecord.Directive each : found.directives()) {
        if (matches(each.mechanism(), current)) {
          return new Match(
              each.qualifier(), current, current + ": " + each.text(), found.explanation());
        }
      }
      MacroString redirect = found.redirect();
      if (redirect == null) {
        return new Match(
            Security.Result.NEUTRAL, current, current + ": no mechanism matches", null);
      }
      countLookupTerm();
      current = target(redirect, current);
    }
  }

  /** Record lookup and selection (§4.4, §4.5); null where the domain has none. */
  private @Nullable SpfRecord lookUpRecord(String domain) throws SpfError {
    DnsAnswer answer = dns.query(domain, RecordType.TXT);
    requireAnswer(answer, domain, RecordType.TXT);
    List<String> records = answer.texts().stream().filter(SpfRecord::isSpf).toList();
    if (records.size() > 1) {
      throw SpfError.permanent(records.size() + " SPF records at " + domain);
    }
    return records.isEmpty() ? null : SpfRecord.parse(records.get(0));
  }

  private boolean matches(Mechanism mechanism, String domain) throws SpfError {
    if (mechanism instanceof Mechanism.Ip ip) {
      return ip.contains(query.client());
    }
    if (mechanism instanceof Mechanism.All) {
      return true;
    }
    countLookupTerm();
    if (mechanism instanceof Mechanism.Include include) {
      return includes(target(include.domain(), domain));
    }
    if (mechanism instanceof Mechanism.A a) {
      return hasAddress(target(a.domain(), domain), a.cidr());
    }
    if (mechanism instanceof Mechanism.Mx mx) {
      return hasExchange(target(mx.domain(), domain), mx.cidr());
    }
    if (mechanism instanceof Mechanism.Ptr ptr) {
      String target = DomainName.normalize(target(ptr.domain(), domain));
      return !target.isEmpty()
          && validatedNames().stream().anyMatch(name -> DomainName.isAtOrBelow(name, target));
    }
    Mechanism.Exists exists = (Mechanism.Exists) mechanism;
    // Always an A record, also for a client with IPv6 (§5.7).
    return lookUp(target(exists.domain(), domain), RecordType.A).status() == DnsAnswer.Status.OK;
  }

  /** The table of §5.2: only a pass of the other domain matches, and its lack of a record is an error. */
  private boolean includes(String domain) throws SpfError {
    Match match = checkHost(domain);
    if (match.result() == Security.Result.NONE) {
      throw SpfError.permanent("include: " + match.reason());
    }
    return match.result() == Security.Result.PASS;
  }

  private boolean hasAddress(String domain, Mechanism.DualCidr cidr) throws SpfError {
    return lookUp(domain, addressType()).records(DnsRecord.Address.class).stream()
        .anyMatch(each -> cidr.matches(each.address(), query.client()));
  }

  private boolean hasExchange(String domain, Mechanism.DualCidr cidr) throws SpfError {
    List<DnsRecord.Mx> exchanges =
        lookUp(domain, RecordType.MX).records(DnsRecord.Mx.class).stream()
            .sorted(Comparator.comparingInt(DnsRecord.Mx::preference))
            .toList();
    if (exchanges.size() > MAX_NAMES) {
      throw SpfError.permanent(domain + " has more than " + MAX_NAMES + " mail exchangers");
    }
    for (DnsRecord.Mx each : exchanges) {
      // A null MX (RFC 7505) names no host.
      if (!each.exchange().isEmpty() && hasAddress(each.exchange(), cidr)) {
        return true;
      }
    }
    return false;
  }

  /** The names of the client that lead back to its address (§5.5). Errors of the DNS only make the list shorter. */
  private List<String> validatedNames() {
    return dns
        .query(IpAddress.reverseName(query.client()), RecordType.PTR)
        .records(DnsRecord.Ptr.class)
        .stream()
        .limit(MAX_NAMES)
        .map(DnsRecord.Ptr::target)
        .filter(name -> dns.query(name, addressType()).records(DnsRecord.Address.class).stream()
            .anyMatch(each -> each.address().equals(query.client())))
        .toList();
  }

  private DnsAnswer lookUp(String domain, RecordType type) throws SpfError {
    DnsAnswer answer = dns.query(domain, type);
    requireAnswer(answer, domain, type);
    if (answer.status().isVoid() && ++voidLookups > MAX_VOID_LOOKUPS) {
      throw SpfError.permanent("more than " + MAX_VOID_LOOKUPS + " void lookups");
    }
    return answer;
  }

  private static void requireAnswer(DnsAnswer answer, String domain, RecordType type)
      throws SpfError {
    if (answer.status().isFailure()) {
      throw SpfError.temporary(type + " of " + domain + ": " + answer.status());
    }
  }

  private void countLookupTerm() throws SpfError {
    if (++lookupTerms > MAX_LOOKUP_TERMS) {
      throw SpfError.permanent("more than " + MAX_LOOKUP_TERMS + " terms that ask the DNS");
    }
  }

  private RecordType addressType() {
    return query.client().getAddress().length == 4 ? RecordType.A : RecordType.AAAA;
  }

  private String target(@Nullable MacroString domain, String current) throws SpfError {
    return domain == null ? current : fit(expand(domain, current));
  }

  /** Removes labels from the left until the name fits the DNS (§7.3). */
  private static String fit(String name) {
    String rest = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    while (rest.length() > DomainName.MAX_LENGTH && rest.indexOf('.') >= 0) {
      rest = rest.substring(
          rest.indexOf('.', Math.max(0, rest.length() - DomainName.MAX_LENGTH - 1)) + 1);
    }
    return rest;
  }

  /** The words of the domain for a fail (§6.2), or {@code ""} where they cannot be had. */
  String explain(Match match) {
    MacroString where = match.explanation();
    if (where == null) {
      return "";
    }
    try {
      List<String> texts =
          dns.query(target(where, match.domain()), RecordType.TXT).texts();
      return texts.size() == 1
          ? expand(MacroString.parse(texts.get(0), MacroString.Place.EXPLANATION), match.domain())
          : "";
    } catch (SpfError e) {
      // §6.2: an explanation that is wrong is as good as none.
      return "";
    }
  }

  private String expand(MacroString text, String domain) throws SpfError {
    StringBuilder expanded = new StringBuilder();
    for (MacroString.Part part : text.parts()) {
      if (expanded.length() > MAX_EXPANSION) {
        throw SpfError.permanent(
            "macros that expand to more than " + MAX_EXPANSION + " characters");
      }
      if (part instanceof MacroString.Literal literal) {
        expanded.append(literal.text());
      } else if (part instanceof MacroString.Macro macro) {
        expanded.append(macro.transform(value(macro.letter(), domain)));
      }
    }
    return expanded.toString();
  }

  /** The value of a macro letter (§7.2). */
  private String value(char letter, String domain) {
    String sender = query.sender();
    return switch (letter) {
      case 's' -> sender;
      case 'l' -> sender.substring(0, sender.lastIndexOf('@'));
      case 'o' -> query.domain();
      case 'd' -> domain;
      case 'i' -> dotted(query.client());
      case 'p' -> validatedName(domain);
      case 'v' -> query.client().getAddress().length == 4 ? "in-addr" : "ip6";
      case 'h' -> query.helo();
      case 'c' -> IpAddress.text(query.client());
      case 'r' -> query.receiver();
      case 't' -> Long.toString(query.at().getEpochSecond());
      default -> "";
    };
  }

  /** A dotted quad, or the nibbles of an IPv6 address with dots between them. */
  private static String dotted(InetAddress client) {
    byte[] octets = client.getAddress();
    if (octets.length == 4) {
      return IpAddress.text(client);
    }
    StringBuilder nibbles = new StringBuilder();
    for (byte each : octets) {
      nibbles.append(nibbles.length() == 0 ? "" : ".");
      nibbles
          .append(Character.toUpperCase(Character.forDigit(each >> 4 & 15, 16)))
          .append('.');
      nibbles.append(Character.toUpperCase(Character.forDigit(each & 15, 16)));
    }
    return nibbles.toString();
  }

  /** The client's validated name: the domain itself before one below it before any other (§7.3). */
  private String validatedName(String domain) {
    List<String> names = validatedNames();
    return names.stream()
        .min(Comparator.comparingInt(
            name -> name.equals(domain) ? 0 : DomainName.isAtOrBelow(name, domain) ? 1 : 2))
        .orElse("unknown");
  }
}
