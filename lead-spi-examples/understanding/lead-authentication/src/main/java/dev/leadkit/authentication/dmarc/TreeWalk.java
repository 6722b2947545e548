// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dmarc;

import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DomainName;
import dev.leadkit.authentication.dns.RecordType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The DNS tree walk (RFC 9989 §4.10): from a domain to its top-level domain, at most eight questions.
 *
 * @param start the domain at which the walk began
 * @param records the records that were found, by their domain, the longest domain first
 * @param failure what the DNS failed to answer, or {@code ""}
 */
record TreeWalk(String start, Map<String, DmarcRecord> records, String failure) {

  /** The most questions of a walk (§4.10). */
  static final int MAX_QUERIES = 8;

  static TreeWalk from(String domain, DnsBudget dns) {
    Map<String, DmarcRecord> records = new LinkedHashMap<>();
    List<String> labels = DomainName.labels(domain);
    int skipped = 0;
    while (skipped < labels.size()) {
      String target = String.join(".", labels.subList(skipped, labels.size()));
      String name = "_dmarc." + target;
      DnsAnswer answer = dns.query(name, RecordType.TXT);
      if (answer.status().isFailure()) {
        return new TreeWalk(domain, records, name + ": " + answer.status());
      }
      DmarcRecord found = single(answer);
      if (found != null) {
        records.put(target, found);
        if (found.publicSuffix() != DmarcRecord.PublicSuffix.UNKNOWN) {
          break;
        }
      }
      // Step 4: of eight or more labels all but seven are passed over at once.
      skipped = Math.max(skipped + 1, skipped == 0 ? labels.size() - (MAX_QUERIES - 1) : 0);
    }
    return new TreeWalk(domain, records, "");
  }

  /** The only DMARC record of an answer. Several are all discarded (§4.10, step 2). */
  private static @Nullable DmarcRecord single(DnsAnswer answer) {
    List<String> texts = answer.texts().stream().filter(DmarcRecord::isDmarc).toList();
    return texts.size() == 1 ? DmarcRecord.parse(texts.get(0)) : null;
  }

  /** The organizational domain of the start (§4.10.2); the start itself where nothing was found. */
  String organizationalDomain() {
    String shortest = start;
    for (Map.Entry<String, DmarcRecord> each : records.entrySet()) {
      String domain = each.getKey();
      DmarcRecord.PublicSuffix suffix = each.getValue().publicSuffix();
      if (suffix == DmarcRecord.PublicSuffix.NO) {
        return domain;
      }
      if (suffix == DmarcRecord.PublicSuffix.YES && !domain.equals(start)) {
        return oneLabelBelow(domain);
      }
      shortest = domain;
    }
    return shortest;
  }

  private String oneLabelBelow(String domain) {
    int end = start.length() - domain.length() - 1;
    return start.substring(start.lastIndexOf('.', end - 1) + 1);
  }

  /**
   * The domain whose record applies to mail of the start (§4.10.1): its own, else that of its organizational domain, else that of its public
   * suffix domain; null where none has one.
   */
  @Nullable
  String policyDomain() {
    if (records.containsKey(start)) {
      return start;
    }
    String organization = organizationalDomain();
    if (records.containsKey(organization)) {
      return organization;
    }
    for (Map.Entry<String, DmarcRecord> each : records.entrySet()) {
      if (each.getValue().publicSuffix() == DmarcRecord.PublicSuffix.YES) {
        return each.getKey();
      }
    }
    return null;
  }
}
