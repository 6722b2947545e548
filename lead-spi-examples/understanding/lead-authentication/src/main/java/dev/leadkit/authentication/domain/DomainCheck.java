// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.domain;

import dev.leadkit.Security;
import dev.leadkit.authentication.dkim.DkimKey;
import dev.leadkit.authentication.dmarc.DmarcPolicy;
import dev.leadkit.authentication.dmarc.DmarcRecord;
import dev.leadkit.authentication.dmarc.DmarcResult;
import dev.leadkit.authentication.dmarc.DmarcVerifier;
import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsRecord;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.authentication.dns.DomainName;
import dev.leadkit.authentication.dns.IpAddress;
import dev.leadkit.authentication.dns.RecordType;
import dev.leadkit.authentication.domain.DomainFinding.Severity;
import dev.leadkit.authentication.domain.DomainFinding.Topic;
import dev.leadkit.authentication.spf.SpfQuery;
import dev.leadkit.authentication.spf.SpfResult;
import dev.leadkit.authentication.spf.SpfVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Checks what a domain publishes for its mail: MX (RFC 5321 §5, RFC 7505), SPF (RFC 7208), DKIM keys (RFC 6376, 8301), DMARC (RFC 9989),
 * MTA-STS (RFC 8461) and TLS reports (RFC 8460). A pure function of the answers of the DNS; it never throws for what it finds.
 */
public final class DomainCheck {

  /** The questions of one check: all topics, about twenty selectors, and an SPF record at its limit. */
  private static final int MAX_QUERIES = 200;
  /** Two addresses of documentation networks (RFC 5737): no domain sends from there, one that lets both send lets anybody. */
  private static final List<String> STRANGERS = List.of("192.0.2.1", "203.0.113.200");

  /** {@code sts-id} (RFC 8461 §3.1). */
  private static final Pattern STS_ID = Pattern.compile("[A-Za-z0-9]{1,32}");
  /** {@code tlsrpt-rua} (RFC 8460 §3), its first address. */
  private static final Pattern TLS_RUA = Pattern.compile("(mailto:|https:)[^;]+");

  private final String domain;
  private final DnsBudget dns;
  private final List<DomainFinding> findings = new ArrayList<>();

  private DomainCheck(String domain, DnsBudget dns) {
    this.domain = domain;
    this.dns = dns;
  }

  /**
   * Checks a domain.
   *
   * @param selectors the selectors with which the domain signs; the DNS cannot list them, so that without any only their existence
   *     is checked
   * @return what was found, by topic; empty for a domain without a flaw
   * @throws IllegalArgumentException if the DNS cannot hold the domain
   */
  public static List<DomainFinding> check(
      String domain, List<String> selectors, DnsResolver resolver) {
    String name = DomainName.normalize(domain);
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "domain: '" + domain + "'; expected a domain name such as example.com");
    }
    DomainCheck check = new DomainCheck(name, DnsBudget.of(resolver, MAX_QUERIES));
    boolean receives = check.mx();
    check.spf();
    check.dkim(selectors);
    check.dmarc();
    if (receives) {
      check.mtaSts();
      check.tlsReports();
    }
    return List.copyOf(check.findings);
  }

  /** Returns whether the domain receives mail. */
  private boolean mx() {
    DnsAnswer answer = dns.query(domain, RecordType.MX);
    if (isUnknown(answer, Topic.MX, domain)) {
      return true;
    }
    List<DnsRecord.Mx> exchanges = answer.records(DnsRecord.Mx.class);
    if (exchanges.isEmpty()) {
      boolean host = isHost(domain);
      add(
          host ? Severity.WARNING : Severity.ERROR,
          Topic.MX,
          domain,
          host
              ? "There is no MX record, and mail goes to the host of that name"
              : "There is neither an MX record nor an address: mail cannot be delivered",
          "Publish an MX record with the name of your mail server, or 'MX 0 .' if the domain receives no mail (RFC 7505)");
      return host;
    }
    boolean isNull = exchanges.stream().anyMatch(each -> each.exchange().isEmpty());
    if (isNull && exchanges.size() > 1) {
      add(
          Severity.ERROR,
          Topic.MX,
          domain,
          "A null MX accompanies other MX records",
          "Remove 'MX 0 .', or all the others (RFC 7505 §3)");
    } else if (isNull) {
      add(
          Severity.NOTE,
          Topic.MX,
          domain,
          "A null MX says that the domain receives no mail",
          "Nothing to do if that is so");
      return false;
    }
    for (DnsRecord.Mx each : exchanges) {
      exchange(each.exchange());
    }
    return true;
  }

  private void exchange(String exchange) {
    if (exchange.isEmpty()) {
      return;
    }
    if (IpAddress.parse(exchange) != null) {
      add(
          Severity.ERROR,
          Topic.MX,
          domain,
          "The MX " + exchange + " is an address",
          "Name the host instead (RFC 5321 §5.1)");
    } else if (dns.query(exchange, RecordType.A).status().isVoid() && !isHost(exchange)) {
      add(
          Severity.ERROR,
          Topic.MX,
          exchange,
          "The mail server has no address",
          "Publish its A or AAAA record, or correct the MX record");
    }
  }

  private boolean isHost(String name) {
    return dns.query(name, RecordType.A).status() == DnsAnswer.Status.OK
        || dns.query(name, RecordType.AAAA).status() == DnsAnswer.Status.OK;
  }

  private void spf() {
    List<SpfResult> results = STRANGERS.stream()
        .map(each -> Objects.requireNonNull(IpAddress.parse(each)))
        .map(each -> new SpfQuery(each, domain, "postmaster@" + domain, domain, Instant.EPOCH))
        .map(each -> SpfVerifier.verify(each, dns))
        .toList();
    SpfResult result = results.get(0);
    switch (result.result()) {
      case NONE ->
        add(
            Severity.ERROR,
            Topic.SPF,
            domain,
            "There is no SPF record",
            "Publish 'v=spf1 mx -all', or 'v=spf1 -all' if the domain sends no mail");
      case PERMERROR ->
        add(
            Severity.ERROR,
            Topic.SPF,
            domain,
            "The SPF record is invalid: " + result.reason(),
            "Correct it: receivers ignore all of it");
      case TEMPERROR ->
        add(
            Severity.NOTE,
            Topic.SPF,
            domain,
            "SPF could not be checked: " + result.reason(),
            "Try again later");
      case NEUTRAL ->
        add(
            Severity.WARNING,
            Topic.SPF,
            domain,
            "The SPF record says nothing about hosts that it does not name",
            "End it with '-all' or '~all'");
      default -> {
        if (results.stream().allMatch(SpfResult::isPass)) {
          add(
              Severity.ERROR,
              Topic.SPF,
              domain,
              "The SPF record lets every host send: " + result.reason(),
              "Name your hosts and end it with '-all'");
        }
      }
    }
  }

  private void dkim(List<String> selectors) {
    String parent = "_domainkey." + domain;
    if (selectors.isEmpty()) {
      if (dns.query(parent, RecordType.TXT).status() == DnsAnswer.Status.NXDOMAIN) {
        add(
            Severity.ERROR,
            Topic.DKIM,
            parent,
            "There is no DKIM key",
            "Have your mail server sign, and publish its key");
      } else {
        add(
            Severity.NOTE,
            Topic.DKIM,
            parent,
            "The keys were not checked",
            "Name the selectors with which you sign");
      }
    }
    for (String each : selectors) {
      DkimKey key = DkimKey.lookUp(each, domain, dns);
      if (key.status() == Security.Result.TEMPERROR) {
        add(
            Severity.NOTE,
            Topic.DKIM,
            key.name(),
            "The key could not be checked: " + key.problem(),
            "Try again later");
      } else if (!key.problem().isEmpty()) {
        add(
            Severity.ERROR,
            Topic.DKIM,
            key.name(),
            "The key cannot be used: " + key.problem(),
            "Publish 'v=DKIM1; k=rsa; p=…' with the public key of your mail server");
      } else if (key.bits() > 0 && key.bits() < 2048) {
        add(
            Severity.WARNING,
            Topic.DKIM,
            key.name(),
            "The RSA key has " + key.bits() + " bits",
            "Use 2048 bits (RFC 8301 §3.2)");
      }
      if (key.testing()) {
        add(
            Severity.WARNING,
            Topic.DKIM,
            key.name(),
            "The key is in test mode (t=y)",
            "Remove t=y");
      }
    }
  }

  private void dmarc() {
    String name = "_dmarc." + domain;
    long records = dns.query(name, RecordType.TXT).texts().stream()
        .filter(DmarcRecord::isDmarc)
        .count();
    if (records > 1) {
      add(
          Severity.ERROR,
          Topic.DMARC,
          name,
          "There are " + records + " DMARC records, and receivers ignore all of them",
          "Keep one");
      return;
    }
    DmarcResult result = DmarcVerifier.verify(List.of(domain), List.of(), List.of(), dns);
    DmarcRecord found = result.record();
    if (result.result() == Security.Result.TEMPERROR) {
      add(
          Severity.NOTE,
          Topic.DMARC,
          name,
          "DMARC could not be checked: " + result.reason(),
          "Try again later");
    } else if (found == null) {
      add(
          Severity.ERROR,
          Topic.DMARC,
          name,
          records == 0
              ? "There is no DMARC record"
              : "The DMARC record cannot be used: " + result.reason(),
          "Publish 'v=DMARC1; p=none; rua=mailto:dmarc@" + domain
              + "', read the reports, then go on to p=quarantine and p=reject");
    } else {
      dmarcRecord("_dmarc." + result.policyDomain(), result, found);
    }
  }

  private void dmarcRecord(String name, DmarcResult result, DmarcRecord found) {
    for (String error : found.errors()) {
      add(Severity.WARNING, Topic.DMARC, name, "The record has an error: " + error, "Correct it");
    }
    if (result.policy() == DmarcPolicy.NONE) {
      add(
          Severity.WARNING,
          Topic.DMARC,
          name,
          "The policy is none: forged mail is delivered",
          "Go on to p=quarantine and p=reject when the reports are clean");
    }
    if (!found.tags().containsKey("rua")) {
      add(
          Severity.WARNING,
          Topic.DMARC,
          name,
          "No one gets the reports",
          "Add rua=mailto:dmarc@" + domain);
    }
    for (String tag : List.of("pct", "rf", "ri")) {
      if (found.tags().containsKey(tag)) {
        add(
            Severity.NOTE,
            Topic.DMARC,
            name,
            "The tag " + tag + " has no meaning since RFC 9989",
            "Remove it");
      }
    }
  }

  private void mtaSts() {
    String name = "_mta-sts." + domain;
    DnsAnswer answer = dns.query(name, RecordType.TXT);
    if (isUnknown(answer, Topic.MTA_STS, name)) {
      return;
    }
    List<String> records =
        answer.texts().stream().filter(each -> each.startsWith("v=STSv1")).toList();
    String remedy = "Publish 'v=STSv1; id=1' there, and the policy at https://mta-sts." + domain
        + "/.well-known/mta-sts.txt";
    if (records.isEmpty()) {
      add(
          Severity.WARNING,
          Topic.MTA_STS,
          name,
          "There is no MTA-STS record: an attacker on the way can read mail to you",
          remedy);
    } else if (records.size() > 1 || !STS_ID.matcher(tag(records.get(0), "id")).matches()) {
      add(
          Severity.ERROR,
          Topic.MTA_STS,
          name,
          "The MTA-STS record is invalid or there are several",
          remedy);
    } else if (!isHost("mta-sts." + domain)) {
      add(
          Severity.ERROR,
          Topic.MTA_STS,
          "mta-sts." + domain,
          "The host of the MTA-STS policy has no address",
          "Publish its A or AAAA record");
    }
  }

  private void tlsReports() {
    String name = "_smtp._tls." + domain;
    DnsAnswer answer = dns.query(name, RecordType.TXT);
    if (isUnknown(answer, Topic.TLS_RPT, name)) {
      return;
    }
    List<String> records =
        answer.texts().stream().filter(each -> each.startsWith("v=TLSRPTv1")).toList();
    String remedy = "Publish 'v=TLSRPTv1; rua=mailto:tls@" + domain + "'";
    if (records.isEmpty()) {
      add(
          Severity.WARNING,
          Topic.TLS_RPT,
          name,
          "No one is told when mail to you cannot be encrypted",
          remedy);
    } else if (records.size() > 1
        || !TLS_RUA.matcher(tag(records.get(0), "rua")).matches()) {
      add(
          Severity.ERROR,
          Topic.TLS_RPT,
          name,
          "The record for TLS reports is invalid or there are several",
          remedy);
    }
  }

  /** The value of the first tag of this name, or {@code ""}. */
  private static String tag(String text, String name) {
    for (String each : text.split(";")) {
      String tag = each.strip();
      if (tag.startsWith(name + "=")) {
        return tag.substring(name.length() + 1);
      }
    }
    return "";
  }

  private boolean isUnknown(DnsAnswer answer, Topic topic, String name) {
    boolean unknown = answer.status().isFailure();
    if (unknown) {
      add(
          Severity.NOTE,
          topic,
          name,
          "It could not be checked: " + answer.status(),
          "Try again later");
    }
    return unknown;
  }

  private void add(Severity severity, Topic topic, String name, String problem, String remedy) {
    findings.add(new DomainFinding(severity, topic, name, problem, remedy));
  }
}
