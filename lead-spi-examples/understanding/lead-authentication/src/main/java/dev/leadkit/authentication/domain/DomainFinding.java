// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.domain;

import java.util.Objects;

/**
 * Something about the records of a domain that its owner should know.
 *
 * @param severity how bad it is
 * @param topic which record it is about
 * @param name the name in the DNS at which the record is or should be
 * @param problem what is wrong, in one sentence without a final dot
 * @param remedy what to publish or to change, in one sentence without a final dot
 */
public record DomainFinding(
    Severity severity, Topic topic, String name, String problem, String remedy) {

  /** How bad a finding is. */
  public enum Severity {
    /** Mail is lost, rejected, or can be forged. */
    ERROR,
    /** Less protection than the record could give. */
    WARNING,
    /** Could not be checked, or is merely good to know. */
    NOTE
  }

  /** The records that are checked. */
  public enum Topic {
    MX,
    SPF,
    DKIM,
    DMARC,
    MTA_STS,
    TLS_RPT
  }

  public DomainFinding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(remedy, "remedy");
  }

  @Override
  public String toString() {
    return severity + " " + topic + " " + name + ": " + problem + ". " + remedy + ".";
  }
}
