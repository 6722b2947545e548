// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.header.FieldName;
import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.header.HeaderLines;
import dev.leadkit.mime.header.MessageStart;
import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.mime.structure.Multipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the ranges of a mail that contain its structure, in one pass over a stream through a small window: all headers, all delimiter lines, and
 * the beginning of each body. The rest is content that is not needed in memory.
 *
 * <p>This is not a second parser. It keeps a superset of the octets that {@link Multipart} and {@link HeaderFields} examine, so that they find
 * the same parts in the kept ranges as in the whole mail: every line that may be a delimiter of any boundary declared before, with the line
 * break in front of it; from there, and from the beginning of each mail, every line until the header must have ended; and after that some
 * octets of the body. It does not decide which of these lines are delimiters and fields.
 */
final class StructureScanner {

  /** The longest delimiter line: two hyphens at both ends. */
  private static final int MAX_DELIMITER_LENGTH = BoundaryStack.MAX_LENGTH + 4;

  /** The length of a line break, which belongs to the delimiter after it. */
  private static final int LINE_BREAK = 2;

  /** How much is in memory after the beginning of a header line, in octets. */
  private static final int HEADER_WINDOW = HeaderLines.LOOK_AHEAD + 2 * HeaderLines.MAX_NAME;

  private static final String CONTENT_TYPE = "content-type";

  private final InputStream in;
  private final MimeLimits limits;
  private final int bodyStart;
  private final Set<String> boundaries = new HashSet<>();
  private final Ranges kept = new Ranges();

  private byte[] window;
  private int at;
  private int end;
  private long base;
  private long left;

  private Place place = Place.BEFORE_MAIL;
  private HeaderLines lines = HeaderLines.ofMessage();
  private long decidedBy;
  private String declared = "";
  private boolean mayLackDelimiter;
  private int fieldStart = -1;
  private boolean hasType;
  private boolean inDigest;
  private boolean isMail;
  private long guessUntil;
  private long keepFrom;
  private long keepUntil;
  private long cut = -1;

  /** What a line belongs to. */
  private enum Place {
    BEFORE_MAIL,
    HEADER,
    BODY
  }

  private StructureScanner(InputStream in, MimeLimits limits, int bodyStart, int windowSize) {
    this.in = in;
    this.limits = limits;
    this.bodyStart = bodyStart;
    this.window = new byte[Math.max(windowSize, 2 * MAX_DELIMITER_LENGTH)];
    this.left = limits.streamedBytes();
  }

  /**
   * Reads the stream.
   *
   * @param bodyStart how much of the beginning of each body is kept, in octets, 1 or more
   * @param windowSize how much of the stream is held at once, in octets
   */
  static Ranges of(InputStream in, MimeLimits limits, int bodyStart, int windowSize)
      throws IOException {
    StructureScanner skeleton = new StructureScanner(in, limits, bodyStart, windowSize);
    skeleton.read();
    return skeleton.kept;
  }

  private void read() throws IOException {
    while (keptSoFar() <= limits.bytes() && hasLine()) {
      if (place == Place.BODY) {
        if (!mayLackDelimiter || !isOnlyPart()) {
          body();
        }
      } else {
        headerLine();
      }
    }
    end();
  }

  private long position() {
    return base + at;
  }

  private long keptSoFar() {
    return kept.length() + (cut < 0 ? position() : cut) - keepFrom;
  }

  // ------------------------------------------------------------------------------------------
  // header

  /** Makes the same decisions about each line as {@link HeaderFields}, with enough octets in the window. */
  private void headerLine() throws IOException {
    if (place == Place.BEFORE_MAIL) {
      if (passOver()) {
        return;
      }
      lines = HeaderLines.ofMessage();
      place = Place.HEADER;
    }
    while (end - at < HEADER_WINDOW && fill()) {}
    int lineEnd = ByteRange.lineFeed(window, at, end);
    boolean isBlank = ByteRange.isBlank(window[at]);
    if (lines.hasFields() && isBlank) {
      boolean ends = HeaderLines.isBlank(window, at, lineEnd)
          && !lines.goesOnAfterBlanks(window, Math.min(lineEnd + 1, end), end);
      pass(lineEnd, ends);
    } else if (isDelimiter(lineEnd)) {
      endField(at);
      skipLine(lineEnd);
      beginHeader();
    } else if (HeaderLines.isEmpty(window, at, lineEnd)) {
      pass(lineEnd, !lines.goesOnAfterEmpty(window, Math.min(lineEnd + 1, end), end));
    } else {
      fieldOrStray(lineEnd);
    }
  }

  private void fieldOrStray(int lineEnd) throws IOException {
    int nameEnd = HeaderLines.nameEnd(window, at, lineEnd);
    if (nameEnd > 0 && !lines.joins(window, at, lineEnd, nameEnd)) {
      endField(at);
      lines.field(FieldName.of(window, at, nameEnd));
      if (ByteRange.startsWith(window, at, lineEnd, CONTENT_TYPE)) {
        fieldStart = at;
      }
      pass(lineEnd, false);
    } else if (lines.joins(window, at, lineEnd, nameEnd)) {
      pass(lineEnd, false);
    } else {
      boolean blank = lines.isAtStart() && HeaderLines.isBlank(window, at, lineEnd);
      if (blank || lines.goesOnAfterStray(window, at, end)) {
        pass(lineEnd, blank);
      } else {
        decide();
        endField(at);
        endHeader();
      }
    }
  }

  /** Continues with the next line of the header, or with the body. */
  private void pass(int lineEnd, boolean ends) throws IOException {
    decide();
    if (ends) {
      endField(at);
    }
    skipLine(lineEnd);
    if (ends) {
      endHeader();
    }
  }

  /** Keeps the octets that a decision was based on. */
  private void decide() {
    decidedBy = Math.max(decidedBy, base + lines.examined());
    lines.forget();
  }

  /** Skips what {@link MessageStart} skips before the header; true if there was anything, so that another line begins. */
  private boolean passOver() throws IOException {
    int to = MessageStart.skipBlank(window, at, end);
    if (to > at) {
      at = to;
      return true;
    }
    if (HeaderLines.isSeparator(window, at, end)) {
      skipLine(ByteRange.lineFeed(window, at, end));
      return true;
    }
    return false;
  }

  private void beginHeader() {
    place = Place.HEADER;
    lines = HeaderLines.ofPart();
    hasType = false;
    isMail = false;
  }

  /** Ends a header. The body of an attached mail begins with a header of its own (RFC 2046 §5.2.1); in a digest, mail is the default type. */
  private void endHeader() {
    boolean mail = isMail || inDigest && !hasType && lines.isOfPart();
    boolean guess = guessUntil == Long.MAX_VALUE;
    beginHeader();
    place = mail ? Place.BEFORE_MAIL : Place.BODY;
    keepUntil = Math.max(position() + bodyStart, decidedBy);
    if (guess) {
      guessUntil = position() + Multipart.LOOK_AHEAD;
    }
    keepUntil = Math.max(keepUntil, guessUntil);
    mayLackDelimiter = guess && place == Place.BODY;
  }

  /** Ends a field where the next one begins. If it is a media type, its boundary is compared with the lines after it. */
  private void endField(int fieldEnd) {
    if (fieldStart < 0) {
      return;
    }
    HeaderFields field = HeaderFields.read(
        window,
        fieldStart,
        fieldEnd,
        new BoundaryStack(),
        HeaderFields.Owner.EXCERPT,
        limits.structure().headerBudget(),
        new Defects());
    fieldStart = -1;
    Entity entity = Entity.of(window, field, null, 0, limits.parameters(), new Defects());
    hasType = true;
    isMail |= entity.isMail();
    inDigest |= entity.type.equals("multipart/digest");
    byte[] boundary = entity.contentType.get("boundary").strip().getBytes(StandardCharsets.UTF_8);
    declared = "";
    if (boundary.length > 0 && boundary.length <= BoundaryStack.MAX_LENGTH) {
      declared = new String(boundary, StandardCharsets.ISO_8859_1);
      boundaries.add(declared);
    }
    if (entity.isMultipart()) {
      guessUntil = Long.MAX_VALUE;
    }
  }

  // ------------------------------------------------------------------------------------------ body

  /** Whether a multipart without delimiters continues with the header of its only part, or with an empty line before it. */
  private boolean isOnlyPart() throws IOException {
    int lineEnd = ByteRange.lineFeed(window, at, end);
    if (lineEnd > at && window[at] == '\r' || lineEnd == at) {
      skipLine(lineEnd);
      return true;
    }
    mayLackDelimiter = false;
    if (ByteRange.startsWith(window, at, end, "content-")) {
      beginHeader();
      return true;
    }
    return false;
  }

  /** Reads lines of a body up to the end of the window or to the line after a delimiter. */
  private void body() throws IOException {
    while (at < end && cut < 0) {
      if (position() >= keepUntil) {
        cut = position();
        break;
      }
      int lineEnd = ByteRange.lineFeed(window, at, end);
      if (window[at] == '-') {
        if (lineEnd == end && !isWholeLine()) {
          return;
        }
        if (isDelimiter(lineEnd)) {
          delimiter();
          return;
        }
      }
      if (lineEnd == end) {
        skipLine(lineEnd);
        return;
      }
      at = lineEnd + 1;
    }
    leaveOut();
  }

  /** Skips octets that are not kept, up to a delimiter: a hyphen after a line feed. */
  private void leaveOut() throws IOException {
    while (at < end) {
      at = ByteRange.hyphen(window, at, end);
      if (at < end && window[at - 1] == '\n') {
        int lineEnd = ByteRange.lineFeed(window, at, end);
        if (lineEnd == end && !isWholeLine()) {
          return;
        }
        if (isDelimiter(lineEnd)) {
          delimiter();
          return;
        }
      }
      at = Math.min(at + 1, end);
    }
  }

  /** What follows is read as a header, whose first line this one is. */
  private void delimiter() {
    resume();
    beginHeader();
  }

  /** Whether the whole line, or more than the longest delimiter, is in the window. */
  private boolean isWholeLine() {
    return left == 0 || end - at > MAX_DELIMITER_LENGTH;
  }

  /** Keeps the octets from here on, and the line break before them. */
  private void resume() {
    long from = position() - LINE_BREAK;
    if (cut >= 0 && from > cut) {
      kept.add(keepFrom, cut);
      keepFrom = from;
    }
    cut = -1;
  }

  private void end() {
    if (place == Place.BODY && cut >= 0 && cut < position()) {
      kept.add(keepFrom, cut);
      keepFrom = position();
    }
    kept.add(keepFrom, position());
  }

  // ------------------------------------------------------------------------------------------
  // lines

  /** Whether this line may be a delimiter. The beginning of a line that is too long is enough to rule it out. */
  private boolean isDelimiter(int lineEnd) {
    if (lineEnd - at < 3 || window[at] != '-' || window[at + 1] != '-') {
      return false;
    }
    int from = at + 2;
    int to = lineEnd;
    while (to > from && (ByteRange.isBlank(window[to - 1]) || window[to - 1] == '\r')) {
      to--;
    }
    if (position() < guessUntil) {
      boolean known = !declared.isEmpty()
          && to - from <= MAX_DELIMITER_LENGTH
          && ByteRange.ascii(window, from, to).replaceFirst("--$", "").equals(declared);
      if (known) {
        guessUntil = 0; // after a declared delimiter no undeclared one is searched for
      } else {
        guess(from, lineEnd);
      }
    }
    if (to == from || to - from > MAX_DELIMITER_LENGTH || boundaries.isEmpty()) {
      return false;
    }
    return boundaries.contains(ByteRange.ascii(window, from, to))
        || window[to - 1] == '-'
            && to - from > 2
            && window[to - 2] == '-'
            && boundaries.contains(ByteRange.ascii(window, from, to - 2));
  }

  /** Adds the boundary that {@link Multipart} assumes if none is declared. */
  private void guess(int from, int lineEnd) {
    int to = lineEnd;
    while (to > from && window[to - 1] <= ' ') {
      to--;
    }
    if (to > from) {
      boundaries.add(ByteRange.ascii(window, from, to));
    }
  }

  /** Continues with the next line. This line may be longer than the window. */
  private void skipLine(int lineEnd) throws IOException {
    boolean mayCut = place == Place.BODY && window[at] != '-';
    int next = lineEnd;
    boolean ofHeader = place == Place.HEADER;
    while (true) {
      if (ofHeader) {
        lines.line(window, at, next);
      }
      if (next < end) {
        break;
      }
      at = end;
      if (mayCut && cut < 0 && position() > keepUntil) {
        cut = keepUntil;
      }
      if (keptSoFar() > limits.bytes() || !fill()) {
        return;
      }
      next = ByteRange.lineFeed(window, at, end);
    }
    at = next + 1;
  }

  /** Whether there is another line. Then the whole line, or more than the longest delimiter, is in the window. */
  private boolean hasLine() throws IOException {
    while (end - at <= MAX_DELIMITER_LENGTH && ByteRange.lineFeed(window, at, end) == end) {
      if (!fill()) {
        break;
      }
    }
    return at < end;
  }

  /** Reads more of the stream and keeps the octet before the line in the window; false at the end of the stream or at the limit. */
  private boolean fill() throws IOException {
    int from = fieldStart >= 0 ? fieldStart : Math.max(0, at - 1);
    if (fieldStart >= 0 && end - fieldStart > limits.fieldBytes() + MAX_DELIMITER_LENGTH) {
      endField(end);
      from = at - 1;
    }
    move(from);
    if (end == window.length) {
      window = Arrays.copyOf(window, window.length * 2);
    }
    int count =
        left == 0 ? 0 : in.read(window, end, (int) Math.min(left, (long) window.length - end));
    if (count <= 0) {
      left = 0;
      return false;
    }
    left -= count;
    end += count;
    return true;
  }

  private void move(int from) {
    if (from > 0) {
      System.arraycopy(window, from, window, 0, end - from);
      base += from;
      at -= from;
      end -= from;
      fieldStart = fieldStart >= 0 ? fieldStart - from : -1;
    }
  }
}
