// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the DNS said to one question: a status, and records exactly where the status is {@link Status#OK}.
 */
public record DnsAnswer(Status status, List<DnsRecord> records) {

  /** How a query ended. */
  public enum Status {
    /** At least one record of the type. */
    OK,
    /** The name exists, but has no record of the type. */
    NODATA,
    /** The name, and everything below it, does not exist (RFC 8020). */
    NXDOMAIN,
    /** The server could not answer, or its answer is unusable. */
    SERVFAIL,
    /** No server answered in time. */
    TIMEOUT,
    /** The server refused to answer. */
    REFUSED,
    /** The {@link DnsBudget} of the message was spent before. */
    BUDGET_EXCEEDED;

    /** Whether the DNS said for certain that there is no such record: a "void lookup" (RFC 7208 §4.6.4). */
    public boolean isVoid() {
      return this == NODATA || this == NXDOMAIN;
    }

    /** Whether asking again later may give another answer. */
    public boolean isFailure() {
      return this != OK && !isVoid();
    }
  }

  public DnsAnswer {
    Objects.requireNonNull(status, "status");
    records = List.copyOf(Objects.requireNonNull(records, "records"));
    if ((status == Status.OK) == records.isEmpty()) {
      throw new IllegalArgumentException("records: " + records.size() + " with status " + status
          + "; expected records exactly with OK");
    }
  }

  /** An answer with these records; {@link Status#NODATA} where there are none. */
  public static DnsAnswer of(List<? extends DnsRecord> records) {
    return new DnsAnswer(records.isEmpty() ? Status.NODATA : Status.OK, List.copyOf(records));
  }

  /** An answer without records. */
  public static DnsAnswer of(Status status) {
    return new DnsAnswer(status, List.of());
  }

  /** The records of one kind, in the order of the answer. */
  public <R extends DnsRecord> List<R> records(Class<R> kind) {
    List<R> found = new ArrayList<>();
    for (DnsRecord each : records) {
      if (kind.isInstance(each)) {
        found.add(kind.cast(each));
      }
    }
    return found;
  }

  /** The TXT records of this answer, each joined to one text. */
  public List<String> texts() {
    return records(DnsRecord.Txt.class).stream().map(DnsRecord.Txt::text).toList();
  }
}
