// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.Set;

/**
 * The part of a domain name that an organisation registers: {@code acme.example} of {@code mail.eu.acme.example}.
 *
 * <p>The labels below country codes are listed here and never change: the public suffix list changes every week, and with it people would move
 * from one arm of an experiment to the other.
 */
public final class RegistrableDomain {

  /** What registries of country codes sell names below. */
  private static final Set<String> SECOND_LEVEL = Set.of(
      "ac", "co", "com", "edu", "gob", "gov", "govt", "gv", "id", "ltd", "me", "mil", "ne", "net",
      "nom", "or", "org", "plc", "sch", "school");

  private RegistrableDomain() {}

  /**
   * The registrable part of a domain.
   *
   * @param normal a {@linkplain Domains#normal normalized} name
   */
  public static String of(String normal) {
    String[] labels = normal.split("\\.", -1);
    int count = labels.length;
    if (count < 3) {
      return normal;
    }
    boolean country = labels[count - 1].length() == 2 && SECOND_LEVEL.contains(labels[count - 2]);
    String two = labels[count - 2] + "." + labels[count - 1];
    return country ? labels[count - 3] + "." + two : two;
  }
}
