// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/** Whether a person agreed to be contacted beyond an answer to what they asked. */
public enum Consent {
  /** Nobody asked, or nobody remembers. */
  UNKNOWN,
  GRANTED,
  DENIED
}
