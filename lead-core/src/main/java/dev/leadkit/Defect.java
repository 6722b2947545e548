// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * Something that is wrong with a message. Malformed input never causes an exception.
 *
 * @param code what is wrong
 * @param position the index of the byte in the raw message, -1 if there is no such place
 * @param detail what was found and how it was handled, without personal data
 */
public record Defect(Code code, long position, String detail) {

  public Defect {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
  }

  /** The consequence of a defect. */
  public enum Severity {
    /** Repaired; nothing was lost. */
    MINOR,
    /** Part of the message could not be read; the raw bytes are kept. */
    SEVERE
  }

  /** The kinds of defects, each with the rule that the message breaks. Later versions may add kinds. */
  public enum Code {
    /** The input cannot be parsed as its media type. */
    UNREADABLE(Severity.SEVERE, ""),
    /** Blank lines or a byte order mark precede the header. */
    BLANK_START(Severity.MINOR, "RFC 5322 §2.1"),
    /** Lines end with CR only. */
    BARE_CR(Severity.MINOR, "RFC 5322 §2.3"),
    /** A line of the header is not a field; it was skipped, or the body begins with it. */
    MALFORMED_FIELD(Severity.MINOR, "RFC 5322 §2.2"),
    /** A required field is missing. */
    MISSING_FIELD(Severity.MINOR, "RFC 5322 §3.6"),
    /** A field that may occur once is repeated; the first readable one counts, or all of them for lists of addresses. */
    REPEATED_FIELD(Severity.MINOR, "RFC 5322 §3.6"),
    /** A field contains octets that are neither ASCII nor UTF-8. */
    UNENCODED_FIELD(Severity.MINOR, "RFC 6532 §3.2"),
    /** An encoded word is malformed; it was left as it is. */
    MALFORMED_WORD(Severity.MINOR, "RFC 2047 §2"),
    /** A list of addresses was repaired, or an entry without an address was dropped. */
    MALFORMED_ADDRESS(Severity.MINOR, "RFC 5322 §3.4"),
    /** A display name contains an unquoted comma; it was kept together. */
    UNQUOTED_COMMA(Severity.MINOR, "RFC 5322 §3.4"),
    /** The display name of an author, sender or reply address contains another e-mail address; it is treated as a name only. */
    ADDRESS_IN_NAME(Severity.MINOR, "RFC 5322 §3.4"),
    /** The date cannot be parsed. */
    MALFORMED_DATE(Severity.MINOR, "RFC 5322 §3.3"),
    /** A message id has no angle brackets; they were added. */
    MALFORMED_ID(Severity.MINOR, "RFC 5322 §3.6.4"),
    /** A media type, disposition or parameter was repaired or dropped. */
    MALFORMED_PARAMETER(Severity.MINOR, "RFC 2045 §5.1"),
    /** A multipart declares no boundary; that of its first delimiter line was used. */
    MISSING_BOUNDARY(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** The declared boundary of a multipart does not occur; that of its first delimiter line was used. */
    WRONG_BOUNDARY(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** A multipart has no closing delimiter. */
    MISSING_END(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** A multipart has no parts; it was read as text, or as the single part whose header it begins with. */
    MISSING_PARTS(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** The only text of a multipart is before or after its parts; it was read anyway. */
    TEXT_OUTSIDE_PARTS(Severity.MINOR, "RFC 2046 §5.1.1"),
    /** The transfer encoding is unknown; the content was not decoded. */
    UNKNOWN_ENCODING(Severity.MINOR, "RFC 2045 §6.4"),
    /** The transfer encoding is malformed; invalid characters were skipped or kept as they are. */
    DAMAGED_ENCODING(Severity.MINOR, "RFC 2045 §6"),
    /** Octets beyond ASCII have no declared charset that covers them; one was detected. */
    UNDECLARED_CHARSET(Severity.MINOR, "RFC 2046 §4.1.2"),
    /** The declared charset is unknown; one was detected. */
    UNKNOWN_CHARSET(Severity.MINOR, "RFC 2046 §4.1.2"),
    /** The octets are not valid in the declared charset; another one was detected. */
    WRONG_CHARSET(Severity.MINOR, "RFC 2046 §4.1.2"),
    /** Some octets are invalid in their charset; each became U+FFFD. */
    DAMAGED_TEXT(Severity.SEVERE, "RFC 2046 §4.1.2"),
    /** The content is encrypted; it was kept as it is. */
    ENCRYPTED(Severity.SEVERE, "RFC 8551 §3.3, RFC 3156 §4"),
    /** The content is inside an opaque signature or compressed, and was not extracted. */
    WRAPPED(Severity.SEVERE, "RFC 8551 §3.5.2, §3.6"),
    /** This is one fragment of a message or file; the fragments were not joined. */
    FRAGMENT(Severity.SEVERE, "RFC 2046 §5.2.2"),
    /** A part refers to external content; nothing was downloaded. */
    EXTERNAL_CONTENT(Severity.MINOR, "RFC 2046 §5.2.3"),
    /** A file name contains a path, or characters that disguise its type; they were removed. */
    UNSAFE_FILENAME(Severity.MINOR, "RFC 2183 §5"),
    /** The message exceeds the size limit; the rest was not read. */
    TOO_LARGE(Severity.SEVERE, ""),
    /** A field, the header or the number of fields exceeds its limit; the rest was dropped. */
    HEADER_TOO_LARGE(Severity.SEVERE, ""),
    /** The number of parts exceeds its limit; the rest was not read. */
    TOO_MANY_PARTS(Severity.SEVERE, ""),
    /** The nesting of parts exceeds its limit; the inner parts were kept as one opaque part. */
    TOO_DEEP(Severity.SEVERE, ""),
    /** The number of addresses in a list exceeds its limit; the rest was dropped. */
    TOO_MANY_ADDRESSES(Severity.SEVERE, ""),
    /** The number of parameters of a field exceeds its limit; the rest was dropped. */
    TOO_MANY_PARAMETERS(Severity.SEVERE, ""),
    /** The number of references exceeds its limit; the first and the newest were kept. */
    TOO_MANY_REFERENCES(Severity.SEVERE, ""),
    /** The text exceeds its limit; its end was dropped. */
    TEXT_TOO_LONG(Severity.SEVERE, ""),
    /** Everything in the HTML is hidden; it was read as if it were visible. */
    HIDDEN_BODY(Severity.MINOR, "CSS Display 3 §2.8"),
    /** The number of links, style rules or nested elements in the HTML exceeds its limit; its text was read without them. */
    HTML_TOO_COMPLEX(Severity.MINOR, ""),
    /** The size of the decoded attachments exceeds its limit; the rest was dropped. */
    CONTENT_TOO_LARGE(Severity.SEVERE, ""),
    /** There are more defects of a kind than are listed. */
    MORE_DEFECTS(Severity.MINOR, "");

    private final Severity severity;
    private final String source;

    Code(Severity severity, String source) {
      this.severity = severity;
      this.source = source;
    }

    /** The consequence of a defect of this kind. */
    /** The consequence of a defect of this kind. */
    public Severity severity() {
      return severity;
    }

    /** The standard and section, {@code ""} if the rule is our own. */
    public String source() {
      return source;
    }
  }

  /** The consequence of this defect. */
  public Severity severity() {
    return code.severity();
  }
}
