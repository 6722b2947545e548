// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dmarc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a domain asks its receivers to do with mail that fails (RFC 9989 §4.7). */
public enum DmarcPolicy {
  NONE,
  QUARANTINE,
  REJECT;

  /** The policy of this name in any case, or null. */
  static @Nullable DmarcPolicy named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none" -> NONE;
      case "quarantine" -> QUARANTINE;
      case "reject" -> REJECT;
      default -> null;
    };
  }

  /** One step milder, as a domain in test mode ({@code t=y}) asks. */
  DmarcPolicy milder() {
    return this == REJECT ? QUARANTINE : NONE;
  }
}
