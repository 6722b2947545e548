// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.integrity;

import java.util.List;
import java.util.Objects;

/**
 * What the check of a store found.
 *
 * @param leads how many leads were checked
 * @param events how many events they have
 * @param blobs how many blobs were checked, each once
 * @param problems what is not as it was committed, one sentence each; personal data does not appear in them
 * @param remarks what could not be checked, and why
 */
public record StoreVerification(
    long leads, long events, long blobs, List<String> problems, List<String> remarks) {

  public StoreVerification {
    problems = List.copyOf(Objects.requireNonNull(problems, "problems"));
    remarks = List.copyOf(Objects.requireNonNull(remarks, "remarks"));
  }

  /** Whether nothing is wrong. */
  public boolean isIntact() {
    return problems.isEmpty();
  }
}
