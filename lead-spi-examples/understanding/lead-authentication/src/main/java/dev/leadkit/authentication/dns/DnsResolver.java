// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

/**
 * Answers DNS questions.
 *
 * <ol>
 *   <li>It never throws: what goes wrong is a status of the answer.
 *   <li>It follows aliases (CNAME), at most {@value ZoneDnsResolver#MAX_ALIASES} of them; a loop is {@link DnsAnswer.Status#SERVFAIL}.
 *   <li>It tells a name that does not exist ({@code NXDOMAIN}) from a name without such records ({@code NODATA}).
 *   <li>It returns within a time that it documents.
 *   <li>It is safe for use by several threads.
 * </ol>
 *
 * <p>The verifiers ask through a {@link DnsBudget}, which limits the number of questions that one message can cause, and turns an exception
 * of a resolver that breaks rule 1 into {@link DnsAnswer.Status#SERVFAIL}.
 */
@FunctionalInterface
public interface DnsResolver {

  /**
   * Asks for the records of one type.
   *
   * @param name a name as {@link DomainName#normalize} returns it: ASCII, lower case, without a final dot
   */
  DnsAnswer query(String name, RecordType type);

  /** Never asks anybody: every answer is {@link DnsAnswer.Status#REFUSED}. The default of a library that must not touch the network. */
  static DnsResolver none() {
    return (name, type) -> DnsAnswer.of(DnsAnswer.Status.REFUSED);
  }
}
