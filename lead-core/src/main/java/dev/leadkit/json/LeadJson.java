// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

/** Facts and messages as JSON, in snake_case; the only place that knows their names. */
public final class LeadJson {
  private LeadJson() {}
}
