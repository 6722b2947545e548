// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * Something that is wrong with a message, as a value: a stranger's input never throws.
 *
 * @param code what is wrong
 * @param position the byte of the raw message where it shows, -1 where there is no such place
 * @param detail what was found and what was done about it; never a person's data
 */
public record Defect(Code code, long position, String detail) {

  public Defect {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
  }

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
    UNREADABLE(Severity.SEVERE, ""),
    /** Blank lines or a byte order mark stand before the header. */
    BLANK_START(Severity.MINOR, "RFC 5322 §2.1"),
    /** Lines end in CR alone. */
    BARE_CR(Severity.MINOR, "RFC 5322 §2.3"),
    /** A line of the header is no field; it was passed over, or the body begins with it. */
    MALFORMED_FIELD(Severity.MINOR, "RFC 5322 §2.2"),
    /** A field that every message has is not there. */
    MISSING_FIELD(Severity.MINOR, "RFC 5322 §3.6"),
    /** A field that may stand once stands again; the first that can be read counts, of lists of addresses each. */
    REPEATED_FIELD(Severity.MINOR, "RFC 5322 §3.6"),
    /** A field holds octets that are neither ASCII nor UTF-8. */
    UNENCODED_FIELD(Severity.MINOR, "RFC 6532 §3.2"),
    /** An encoded word is not one; it stays as it stands. */
    MALFORMED_WORD(Severity.MINOR, "RFC 2047 §2"),
    /** A list of addresses was repaired, or an entry without an address was left out. */
    MALFORMED_ADDRESS(Severity.MINOR, "RFC 5322 §3.4"),
    /** A display name holds a comma outside quotes; it was kept together. */
    UNQUOTED_COMMA(Severity.MINOR, "RFC 5322 §3.4"),
    /** The display name of an author, a sender or a reply address holds another e-mail address; it is a name, never the address. */
    ADDRESS_IN_NAME(Severity.MINOR, "RFC 5322 §3.4"),
    /** The date cannot be read. */
    MALFORMED_DATE(Severity.MINOR, "RFC 5322 §3.3"),
    /** A message id without angle brackets was given them. */
    MALFORMED_ID(Severity.MINOR, "RFC 5322 §3.6.4"),
    /** A media type, a disposition or one of their parameters was repaired or left out. */
    MALFORMED_PARAMETER(Severity.MINOR, "RFC 2045 §5.1"),
    /** A multipart names no boundary; that of its first delimiter line was taken. */
    MISSING_BOUNDARY(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** The declared boundary of a multipart does not occur; that of its first delimiter line was taken. */
    WRONG_BOUNDARY(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** A multipart has no closing delimiter. */
    MISSING_END(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** A multipart has no parts; it was read as text, or as the one part whose header it begins with. */
    MISSING_PARTS(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** The only text of a multipart stands before or after its parts; it was read all the same. */
    TEXT_OUTSIDE_PARTS(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** The transfer encoding is unknown; the content stays as it stands. */
    UNKNOWN_ENCODING(Severity.MINOR, "RFC 2045 §6.4"),
    /** The transfer encoding is broken; what does not belong to it was passed over or kept as it stands. */
    DAMAGED_ENCODING(Severity.MINOR, "RFC 2045 §6"),
    /** Octets beyond ASCII have no charset that covers them; one was taken from the octets. */
    UNDECLARED_CHARSET(Severity.MINOR, "RFC 2046 §4.1.2"),
    /** The name of a charset is unknown; one was taken from the octets. */
    UNKNOWN_CHARSET(Severity.MINOR, "RFC 2046 §4.1.2"),
    /** The octets are not of the charset that they are said to be; another fits and was taken. */
    WRONG_CHARSET(Severity.MINOR, "RFC 2046 §4.1.2"),
    /** Some octets mean nothing in their charset; each is shown as U+FFFD. */
    DAMAGED_TEXT(Severity.SEVERE, "RFC 2046 §4.1.2"),
    /** What was written is encrypted; it is kept as it stands. */
    ENCRYPTED(Severity.SEVERE, "RFC 8551 §3.3, RFC 3156 §4"),
    /** The content is inside a signature or compressed, and was not taken out. */
    WRAPPED(Severity.SEVERE, "RFC 8551 §3.5.2, §3.6"),
    /** This is one fragment of a message or of a file; the others were not joined to it. */
    FRAGMENT(Severity.SEVERE, "RFC 2046 §5.2.2"),
    /** A part says where its content is instead of holding it; nothing was fetched. */
    EXTERNAL_CONTENT(Severity.MINOR, "RFC 2046 §5.2.3"),
    /** A file name holds a path, or characters that hide what it is; they were taken out. */
    UNSAFE_FILENAME(Severity.MINOR, "RFC 2183 §5"),
    /** The message is longer than the reader takes; the rest was not read. */
    TOO_LARGE(Severity.SEVERE, ""),
    /** A field, the header or their number is beyond the limit; the rest was not kept. */
    HEADER_TOO_LARGE(Severity.SEVERE, ""),
    /** There are more parts than the limit; the rest was not read. */
    TOO_MANY_PARTS(Severity.SEVERE, ""),
    /** Parts are nested deeper than the limit; the inner ones stay one opaque part. */
    TOO_DEEP(Severity.SEVERE, ""),
    /** A list holds more addresses than the limit; the rest was not kept. */
    TOO_MANY_ADDRESSES(Severity.SEVERE, ""),
    /** A field holds more parameters than the limit; the rest was not kept. */
    TOO_MANY_PARAMETERS(Severity.SEVERE, ""),
    /** There are more references than the limit; the first and the newest were kept. */
    TOO_MANY_REFERENCES(Severity.SEVERE, ""),
    /** The text is longer than the limit; its end was not kept. */
    TEXT_TOO_LONG(Severity.SEVERE, ""),
    /** Everything in the HTML is hidden; it was read as if it were not. */
    HIDDEN_BODY(Severity.MINOR, "CSS Display 3 §2.8"),
    /** HTML holds more links, rules of style or nested elements than are looked at; its text was read without them. */
    HTML_TOO_COMPLEX(Severity.MINOR, ""),
    /** The decoded attachments are larger than the limit; the rest was not kept. */
    CONTENT_TOO_LARGE(Severity.SEVERE, ""),
    /** There are more defects of some kind than are listed. */
    MORE_DEFECTS(Severity.MINOR, "");

    private final Severity severity;
    private final String source;

    Code(Severity severity, String source) {
      this.severity = severity;
      this.source = source;
    }

    /** How much a defect of this kind cost. */
    /** How much a defect of this kind cost. */
    public Severity severity() {
      return severity;
    }

    /** The standard and section, {@code ""} where the rule is our own. */
    public String source() {
      return source;
    }
  }

  /** How much it cost. */
  public Severity severity() {
    return code.severity();
  }
}
