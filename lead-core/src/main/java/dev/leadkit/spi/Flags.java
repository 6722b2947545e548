// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates feature flags: the flag service of the host, or its configuration.
 *
 * <ol>
 *   <li>A return value is the answer for this flag and this subject: it is recorded with the lead, and a decision reads the record.
 *   <li>Null means that there is no such flag: the default of the policy is used.
 *   <li>Throwing means that the service is not available: the default of the policy is used. The service never invents a value.
 *   <li>After a flag has changed, the next call returns the new value.
 *   <li>It can be called by many threads at once, and may be interrupted.
 * </ol>
 */
@FunctionalInterface
public interface Flags {

  /** The value of this flag for this subject; null if there is no such flag. */
  @Nullable
  String value(String flag, Subject subject) throws Exception;

  /**
   * The subject of a flag evaluation, without personal data.
   *
   * @param lead the id of the lead
   * @param domain the registrable domain of the prospect, {@code ""} if there is none
   */
  record Subject(String lead, String domain) {
    public Subject {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(domain, "domain");
    }
  }

  /** A service without flags: the defaults of the policy are used. */
  static Flags none() {
    return (flag, subject) -> null;
  }

  /** A service that always returns these values. */
  static Flags of(Map<String, String> values) {
    Map<String, String> fixed = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    return (flag, subject) -> fixed.get(flag);
  }
}
