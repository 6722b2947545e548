// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a damaged header continues after a line that is not a field, after a line of blanks, and after an empty line within it.
 *
 * <p>RFC 5322 §2.2 does not allow such lines, but gateways break long fields without an indent, scripts print a banner before the header, and
 * mail programs write one line break too many. A header continues only on evidence: the next lines are fields that occur in mail and that
 * this header does not have yet. Without evidence the body begins, so that nothing that a person wrote is taken for a header.
 *
 * <p>Each decision reads at most {@link #LOOK_AHEAD} bytes after the line in question. {@link HeaderFields} and {@code StructureScanner} ask the same
 * questions at the same places, and {@link #examined()} says which bytes the answers depend on.
 */
public final class HeaderLines {

  /** How far a decision looks ahead, in octets. */
  public static final int LOOK_AHEAD = 4 * 1024;

  /** The longest field name and the longest line of blanks that may separate header and body, in octets. */
  public static final int MAX_NAME = 512;

  /** The maximum number of consecutive lines that are not fields; more are the body. */
  private static final int MAX_STRAY_LINES = 8;

  /** The maximum number of stray lines at the end of a header that may be junk; more are the beginning of the body. */
  private static final int MAX_LAST_LINES = 2;

  /** The maximum number of stray lines before the first field. */
  private static final int MAX_FIRST_LINES = 4;

  /** The beginnings of field names that are not in {@link FieldName}. */
  private static final Phrases PREFIXES = Phrases.of(
      "x-",
      "content-",
      "list-",
      "arc-",
      "resent-",
      "received-spf",
      "authentication-",
      "dkim-",
      "domainkey-",
      "delivered-",
      "delivery-",
      "original-",
      "return-",
      "reply-",
      "thread-",
      "auto-",
      "mail-",
      "mailing-list",
      "message-",
      "mime-",
      "importance",
      "priority",
      "sensitivity",
      "organization",
      "envelope-",
      "errors-to",
      "bcc",
      "comments",
      "keywords",
      "status",
      "feedback-id",
      "disposition-notification-",
      "accept-language",
      "apparently-to");

  private final boolean ofPart;
  private long present;
  private boolean begun;
  private int fields;
  private @Nullable FieldName last;
  private int lastByte;
  private int examined;

  private HeaderLines(boolean ofPart) {
    this.ofPart = ofPart;
  }

  /** Decisions about the header of a message. */
  public static HeaderLines ofMessage() {
    return new HeaderLines(false);
  }

  /** Decisions about the header of a part. */
  public static HeaderLines ofPart() {
    return new HeaderLines(true);
  }

  /** Whether this is the header of a part. */
  public boolean isOfPart() {
    return ofPart;
  }

  /** The position up to which decisions have examined the octets so far. */
  public int examined() {
    return examined;
  }

  /** Resets {@link #examined}, because the octets are about to move. */
  public void forget() {
    examined = 0;
  }

  /** Whether no line was read yet. */
  public boolean isAtStart() {
    return !begun;
  }

  /** Whether a field was read. */
  public boolean hasFields() {
    return fields > 0;
  }

  // ------------------------------------------------------------------------------------------
  // what was read

  /** A field begins. */
  public void field(@Nullable FieldName name) {
    begun = true;
    fields++;
    last = name;
    lastByte = 0;
    if (name != null) {
      present |= bit(name);
    }
  }

  /** A line, or a piece of one, belongs to the last field. */
  public void line(byte[] bytes, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        lastByte = bytes[i];
        return;
      }
    }
  }

  // ------------------------------------------------------------------------------------------
  // lines

  /** Whether the line is empty; some relays double the CR. */
  public static boolean isEmpty(byte[] bytes, int at, int lineEnd) {
    return lineEnd == at
        || bytes[at] == '\r' && (lineEnd == at + 1 || lineEnd == at + 2 && bytes[at + 1] == '\r');
  }

  /** Whether the line consists of blanks, at least one. */
  public static boolean isBlank(byte[] bytes, int at, int lineEnd) {
    if (lineEnd - at > MAX_NAME) {
      return false;
    }
    int i = at;
    while (i < lineEnd && ByteRange.isBlank(bytes[i])) {
      i++;
    }
    return i > at && (i == lineEnd || isEmpty(bytes, i, lineEnd));
  }

  /** The end of the field name in the line: printable ASCII before a colon, with or without blanks between (RFC 5322 §4.5). -1 if there is none. */
  public static int nameEnd(byte[] bytes, int at, int lineEnd) {
    int stop = Math.min(lineEnd, at + MAX_NAME);
    int i = at;
    while (i < stop && bytes[i] > ' ' && bytes[i] < 127 && bytes[i] != ':') {
      i++;
    }
    if (i == at) {
      return -1;
    }
    int nameEnd = i;
    while (i < stop && ByteRange.isBlank(bytes[i])) {
      i++;
    }
    return i < stop && bytes[i] == ':' ? nameEnd : -1;
  }

  /** Whether the line separates mails in a mailbox (RFC 4155); {@code From :} is a field. */
  public static boolean isSeparator(byte[] bytes, int at, int end) {
    if (ByteRange.startsWith(bytes, at, end, ">from ")) {
      return true;
    }
    if (!ByteRange.startsWith(bytes, at, end, "from ")) {
      return false;
    }
    int i = at + 5;
    while (i < end && ByteRange.isBlank(bytes[i])) {
      i++;
    }
    return i == end || bytes[i] != ':';
  }

  // ------------------------------------------------------------------------------------------
  // decisions

  /**
   * Whether this line continues the last field although it lost its indent: the field is incomplete at its end, or the line cannot be anything
   * else.
   */
  public boolean joins(byte[] bytes, int at, int lineEnd, int nameEnd) {
    if (fields == 0) {
      return false;
    }
    boolean describes = last != null && last.describesContent();
    if (nameEnd > 0) {
      return describes && lastByte == ';' && isParameter(bytes, at, Math.min(lineEnd, nameEnd));
    }
    if (last == null || bytes[at] == '-' && at + 1 < lineEnd && bytes[at + 1] == '-') {
      return false;
    }
    if (lastByte == ';') {
      return !last.isUnstructured();
    }
    if (lastByte == '=' && ByteRange.startsWith(bytes, at, lineEnd, "=?")) {
      return true;
    }
    if (last.isAddressList()) {
      return lastByte == ',' || bytes[at] == '<' && lastByte != '>';
    }
    if (last.isIdList()) {
      return bytes[at] == '<';
    }
    return describes && (bytes[at] == ';' || isParameter(bytes, at, lineEnd));
  }

  /** Whether the line begins with a parameter: {@code name=}. */
  private static boolean isParameter(byte[] bytes, int at, int lineEnd) {
    int stop = Math.min(lineEnd, at + MAX_NAME);
    int i = at;
    while (i < stop
        && (bytes[i] >= 'a' && bytes[i] <= 'z'
            || bytes[i] >= 'A' && bytes[i] <= 'Z'
            || bytes[i] >= '0' && bytes[i] <= '9'
            || bytes[i] == '*'
            || bytes[i] == '-'
            || bytes[i] == '_')) {
      i++;
    }
    return i > at && i < stop && bytes[i] == '=';
  }

  /** Whether the header continues after this line, which is not a field. */
  public boolean goesOnAfterStray(byte[] bytes, int at, int end) {
    begun = true;
    int limit = limit(at, end);
    int stray = 0;
    int known = 0;
    int unknown = 0;
    int next = at;
    while (next < limit) {
      int lineEnd = lineFeed(bytes, next, limit);
      if (lineEnd == limit && limit < end) {
        return false;
      }
      if (isEmpty(bytes, next, lineEnd)) {
        return goesOnAfterLastStray(bytes, at, next, lineEnd + 1, end, stray, known, unknown);
      }
      int nameEnd = nameEnd(bytes, next, lineEnd);
      if (nameEnd > 0) {
        FieldName name = FieldName.of(bytes, next, nameEnd);
        if (isPresent(name)) {
          return false;
        }
        if (isKnown(name, bytes, next, nameEnd) && ++known >= (fields == 0 && !ofPart ? 2 : 1)) {
          return true;
        }
        unknown++;
      } else if (next > at && bytes[next] == '-' && next + 1 < lineEnd && bytes[next + 1] == '-') {
        return false;
      } else if (!ByteRange.isBlank(bytes[next])
          && ++stray > (fields == 0 ? MAX_FIRST_LINES : MAX_STRAY_LINES)) {
        return false;
      }
      next = lineEnd + 1;
    }
    return false;
  }

  /**
   * Decides about stray lines after which the header ends without another known field. They are junk only if they are few, do not look like
   * prose, and a body follows; otherwise they are the body, and its empty line is missing.
   */
  private boolean goesOnAfterLastStray(
      byte[] bytes, int at, int to, int after, int end, int stray, int known, int unknown) {
    if (fields == 0) {
      return !ofPart && goesOnAfterEmpty(bytes, after, end);
    }
    if (known + unknown > 0) {
      return stray == 1 && !ofPart;
    }
    if (stray > MAX_LAST_LINES || !ofPart && fields == 1 || isProse(bytes, at, to)) {
      return false;
    }
    int limit = limit(after, end);
    int next = after;
    while (next < limit && bytes[next] <= ' ' && bytes[next] >= 0) {
      next++;
    }
    examined = Math.max(examined, Math.min(next + 2, end));
    return next < limit
        && !(bytes[next] == '-' && next + 1 < end && bytes[next + 1] == '-' && ofPart);
  }

  /** Whether a line ends like a sentence or a greeting. */
  private static boolean isProse(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int lineEnd = ByteRange.lineFeed(bytes, at, to);
      int stop = lineEnd;
      while (stop > at && bytes[stop - 1] <= ' ' && bytes[stop - 1] >= 0) {
        stop--;
      }
      if (stop > at && ".,!?".indexOf(bytes[stop - 1]) >= 0) {
        return true;
      }
      at = lineEnd + 1;
    }
    return false;
  }

  /** Whether the header continues after an empty line: only fields follow, and this header lacks some of them that only programs write. */
  public boolean goesOnAfterEmpty(byte[] bytes, int after, int end) {
    int limit = limit(after, end);
    long found = 0;
    int known = 0;
    int unknown = 0;
    boolean technical = false;
    boolean ended = false;
    int next = after;
    while (next < limit && !ended) {
      int lineEnd = lineFeed(bytes, next, limit);
      if (lineEnd == limit && limit < end) {
        break;
      }
      ended = isEmpty(bytes, next, lineEnd);
      if (!ended && (next == after || !ByteRange.isBlank(bytes[next]))) {
        int nameEnd = nameEnd(bytes, next, lineEnd);
        FieldName name = nameEnd < 0 ? null : FieldName.of(bytes, next, nameEnd);
        if (nameEnd < 0
            || isPresent(name)
            || name != null && name.isUnique() && (found & bit(name)) != 0
            || ofPart && !ByteRange.startsWith(bytes, next, nameEnd, "content-")) {
          return false;
        }
        if (name != null) {
          found |= bit(name);
          technical |= name.isTechnical();
        }
        if (isKnown(name, bytes, next, nameEnd)) {
          known++;
        } else {
          unknown++;
        }
      }
      next = lineEnd + 1;
    }
    if (known == 0 || unknown > known) {
      return false;
    }
    if (ofPart) {
      return ended && technical;
    }
    if (!has(FieldName.FROM)) {
      boolean names = (found & bit(FieldName.FROM)) != 0;
      return fields == 0 ? known >= 2 && (names || technical) : names || known >= 2;
    }
    if (unknown > 0) {
      return false;
    }
    if (technical) {
      return ended || known >= 2;
    }
    boolean complete = has(FieldName.SUBJECT) && has(FieldName.DATE) && has(FieldName.TO);
    return !complete && ended && next < end && found != 0;
  }

  /** Whether the header continues after a line of blanks, which continues a field by RFC 5322 §4.2 but is often meant as the empty line. */
  public boolean goesOnAfterBlanks(byte[] bytes, int after, int end) {
    int limit = limit(after, end);
    int lineEnd = lineFeed(bytes, after, limit);
    if (after >= end
        || isEmpty(bytes, after, lineEnd)
        || ByteRange.isBlank(bytes[after])
        || ofPart && bytes[after] == '-') {
      return true;
    }
    int nameEnd = nameEnd(bytes, after, lineEnd);
    if (nameEnd < 0) {
      return goesOnAfterStray(bytes, after, end);
    }
    FieldName name = FieldName.of(bytes, after, nameEnd);
    boolean complete = ofPart
        ? has(FieldName.CONTENT_TYPE)
        : has(FieldName.FROM) && (has(FieldName.SUBJECT) || has(FieldName.DATE));
    return !complete || !isPresent(name) && isKnown(name, bytes, after, nameEnd);
  }

  // ------------------------------------------------------------------------------------------

  private int limit(int at, int end) {
    return Math.min(end, at + LOOK_AHEAD);
  }

  private int lineFeed(byte[] bytes, int from, int limit) {
    int lineEnd = ByteRange.lineFeed(bytes, from, limit);
    examined = Math.max(examined, Math.min(lineEnd + 1, limit));
    return lineEnd;
  }

  private boolean isKnown(@Nullable FieldName name, byte[] bytes, int from, int to) {
    if (ofPart) {
      return ByteRange.startsWith(bytes, from, to, "content-");
    }
    if (name != null) {
      return true;
    }
    return PREFIXES.begin(ByteRange.ascii(bytes, from, to));
  }

  /** Whether this header already has a field that it may have only once: then the field begins another header. */
  private boolean isPresent(@Nullable FieldName name) {
    return name != null && name.isUnique() && has(name);
  }

  private boolean has(FieldName name) {
    return (present & bit(name)) != 0;
  }

  private static long bit(FieldName name) {
    return 1L << name.ordinal();
  }
}
