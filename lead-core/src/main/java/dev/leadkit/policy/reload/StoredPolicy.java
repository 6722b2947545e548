// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * A valid policy as the texts from which it was read.
 *
 * @param hash of its content
 * @param revision as its origin named it, {@code ""} if it did not
 */
record StoredPolicy(String hash, String revision, PolicySnapshot texts) {

  private static final String ALGORITHM = "sha256:";
  private static final int MIN_PREFIX_LENGTH = 4;

  /**
   * Reads the policy again.
   *
   * @throws PolicyException if it is not valid here and now
   */
  Policy read(Collection<PolicyCheck> checks) {
    try {
      PolicySnapshot.Attempt attempt = PolicySnapshot.read(texts.snapshot(revision), checks);
      Policy again = attempt.policy();
      if (again == null) {
        throw new PolicyException(attempt.problems());
      }
      if (!again.version().equals(hash)) {
        throw new PolicyException(List.of(
            hash + ": its texts have the hash " + again.version() + "; expected what was kept"));
      }
      return again;
    } catch (IOException e) {
      throw new PolicyException(List.of(hash + ": " + reason(e)));
    }
  }

  /**
   * The only one of these hashes that begins with a prefix.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  static String find(String prefix, Collection<String> hashes) {
    List<String> found = hashes.stream().filter(hash -> isPrefix(prefix, hash)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException((found.isEmpty()
              ? "no version that is kept begins with '"
              : "more than one version begins with '")
          + prefix + "'; known: " + String.join(", ", hashes));
    }
    return found.get(0);
  }

  /** Whether a hash begins with these digits, at least four, with or without the name of the algorithm before them. */
  static boolean isPrefix(String prefix, String hash) {
    String digits = prefix.startsWith(ALGORITHM) ? prefix.substring(ALGORITHM.length()) : prefix;
    return digits.length() >= MIN_PREFIX_LENGTH && hash.startsWith(ALGORITHM + digits);
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
