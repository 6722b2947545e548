// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

/** Business hours with the name that a policy gives them. */
record Calendar(String name, BusinessHours hours) {

  static final Calendar ALWAYS = new Calendar("24x7", BusinessHours.always());

  /** Name and hash of the content; {@code ""} for round the clock. */
  String label() {
    return hours.equals(BusinessHours.always())
        ? ""
        : name + "@" + hours.version().substring(0, 8);
  }
}
