// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how a feature flag stands: the flag service of the host, or its own configuration.
 *
 * <ol>
 *   <li>A return value is the answer for this flag and this subject: it is recorded with the lead, and a decision reads the record.
 *   <li>Null means that there is no such flag: the policy's default counts.
 *   <li>Throwing means that nobody can say now: the policy's default counts. A value is never made up.
 *   <li>When a flag is changed, the next question has the new value.
 *   <li>It can be called by many threads at once, and may be interrupted.
 * </ol>
 */
@FunctionalInterface
public interface Flags {

  /** The value of this flag for this subject; null where there is no such flag. */
  @Nullable
  String value(String flag, Subject subject) throws Exception;

  /**
   * For whom a flag is asked; it never names a person.
   *
   * @param lead the id of the lead
   * @param domain the registrable domain of the prospect, {@code ""} where there is none
   */
  record Subject(String lead, String domain) {
    public Subject {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(domain, "domain");
    }
  }

  /** Knows no flag: the defaults of the policy count. */
  static Flags none() {
    return (flag, subject) -> null;
  }

  /** These values, for everybody and for good. */
  static Flags of(Map<String, String> values) {
    Map<String, String> fixed = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    return (flag, subject) -> fixed.get(flag);
  }
}
