// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/** Whether a person agreed to be contacted beyond a reply to their enquiry. */
public enum Consent {
  /** Not known. */
  UNKNOWN,
  GRANTED,
  DENIED
}
