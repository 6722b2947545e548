// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Answers from records that are held in memory: for tests, for mail that was kept together with its DNS, for checking a zone before it is
 * published. Immutable.
 *
 * <pre>{@code
 * DnsResolver zone = ZoneDnsResolver.builder()
 *     .txt("example.com", "v=spf1 ip4:192.0.2.0/24 -all")
 *     .txt("_dmarc.example.com", "v=DMARC1; p=reject")
 *     .build();
 * }</pre>
 */
public final class ZoneDnsResolver implements DnsResolver {

  /** The most aliases that are followed for one question. */
  public static final int MAX_ALIASES = 8;

  /** What one name holds. Without a record and a failure the name exists and every answer is NODATA. */
  private static final class Node {
    private final Map<RecordType, List<DnsRecord>> records = new EnumMap<>(RecordType.class);
    private final Map<RecordType, DnsAnswer.Status> failures = new EnumMap<>(RecordType.class);
  }

  private final Map<String, Node> nodes;

  private ZoneDnsResolver(Map<String, Node> nodes) {
    this.nodes = nodes;
  }

  /** A zone without records, to be filled. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public DnsAnswer query(String name, RecordType type) {
    String target = DomainName.lenient(name);
    for (int i = 0; i <= MAX_ALIASES; i++) {
      Node node = nodes.get(target);
      if (node == null) {
        return DnsAnswer.of(DnsAnswer.Status.NXDOMAIN);
      }
      List<DnsRecord> found = node.records.getOrDefault(type, List.of());
      DnsAnswer.Status failure = node.failures.get(type);
      if (!found.isEmpty()) {
        return DnsAnswer.of(found);
      }
      if (failure != null) {
        return DnsAnswer.of(failure);
      }
      List<DnsRecord> alias = node.records.getOrDefault(RecordType.CNAME, List.of());
      if (alias.isEmpty()) {
        return DnsAnswer.of(DnsAnswer.Status.NODATA);
      }
      target = ((DnsRecord.Cname) alias.get(0)).target();
    }
    return DnsAnswer.of(DnsAnswer.Status.SERVFAIL);
  }

  /** Collects records. Names are normalized; the order of the records of a name and type is kept. */
  public static final class Builder {

    private final Map<String, Node> nodes = new HashMap<>();

    private Builder() {}

    /** Adds a record. The names above this one exist from now on, without records of their own (RFC 8020). */
    public Builder add(String name, DnsRecord entry) {
      node(name).records.computeIfAbsent(entry.type(), key -> new ArrayList<>()).add(entry);
      return this;
    }

    /** Adds a TXT record of these character-strings. */
    public Builder txt(String name, String... strings) {
      return add(name, new DnsRecord.Txt(List.of(strings)));
    }

    /** Makes a name exist, whether or not it has records. */
    public Builder name(String name) {
      node(name);
      return this;
    }

    /** Makes questions for one type of a name fail, unless the name has such records. */
    public Builder fail(String name, RecordType type, DnsAnswer.Status status) {
      if (status == DnsAnswer.Status.OK) {
        throw new IllegalArgumentException("status: OK; expected one without records");
      }
      node(name).failures.put(type, status);
      return this;
    }

    /** A resolver with the records so far; what is added later does not change it. */
    public ZoneDnsResolver build() {
      Map<String, Node> copy = new HashMap<>();
      nodes.forEach((name, node) -> {
        Node frozen = new Node();
        node.records.forEach((type, records) -> frozen.records.put(type, List.copyOf(records)));
        frozen.failures.putAll(node.failures);
        copy.put(name, frozen);
      });
      return new ZoneDnsResolver(copy);
    }

    private Node node(String name) {
      String normal = DomainName.lenient(Objects.requireNonNull(name, "name"));
      for (int dot = normal.indexOf('.'); dot >= 0; dot = normal.indexOf('.', dot + 1)) {
        nodes.computeIfAbsent(normal.substring(dot + 1), key -> new Node());
      }
      return nodes.computeIfAbsent(normal, key -> new Node());
    }
  }
}
