// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.integrity;

import java.util.List;
import java.util.Objects;

/**
 * The result of the verification of a store.
 *
 * @param leads the number of verified leads
 * @param events the number of their events
 * @param blobs the number of verified blobs
 * @param problems what differs from what was committed, one sentence each, without personal data
 * @param remarks what could not be checked, and why
 */
public record StoreVerification(
    long leads, long events, long blobs, List<String> problems, List<String> remarks) {

  public StoreVerification {
    problems = List.copyOf(Objects.requireNonNull(problems, "problems"));
    remarks = List.copyOf(Objects.requireNonNull(remarks, "remarks"));
  }

  /** Whether there are no problems. */
  public boolean isIntact() {
    return problems.isEmpty();
  }
}
