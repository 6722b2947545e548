// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/**
 * Something that is wrong with a message, as a value: a stranger's input never throws.
 *
 * @param code what is wrong
 * @param position the byte of the raw message where it shows, -1 where there is no such place
 * @param detail what was found and what was done about it; never a person's data
 */
public record Defect(Code code, long position, String detail) {

  /** How much a defect cost. */
  public enum Severity {
    /** Repaired: nothing was lost. */
    MINOR,
    /** Part of the message was lost to the reader; the raw bytes are kept. */
    SEVERE
  }

  /** What can be wrong, each with the rule that it breaks. */
  public enum Code {
    /** The input cannot be read as its media type at all. */
    UNREADABLE(Severity.SEVERE, "");

    private final Severity severity;
    private final String source;

    Code(Severity severity, String source) {
      this.severity = severity;
      this.source = source;
    }

    public Severity severity() {
      return severity;
    }

    /** The standard and section, {@code ""} where the rule is our own. */
    public String source() {
      return source;
    }
  }

  public Severity severity() {
    return code.severity();
  }
}
