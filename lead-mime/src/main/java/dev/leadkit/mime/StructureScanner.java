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
 * The ranges of a mail that its structure stands in, found in one pass over a stream through a small window: all headers, all delimiter
 * lines, and the begin of every body. The rest is content that nobody needs in memory.
 *
 * <p>This is no second reader. It keeps a superset of what {@link Multipart} and {@link HeaderFields} look at, so that these, given the
 * kept ranges only, find the same parts as in the whole mail: every line that could be a delimiter of any boundary that was declared
 * anywhere before, with the octets of the line break in front of it; from there, and from the begin of each mail, every line until the
 * header must have ended; and after that some octets of the body. Which of the lines are what they could be is for those two to say.
 */
final class StructureScanner {

  /** The longest delimiter line: two hyphens at both ends. */
  private static final int MAX_DELIMITER_LENGTH = BoundaryStack.MAX_LENGTH + 4;

  /** The octets of a line break, which belong to the delimiter behind them. */
  private static final int LINE_BREAK = 2;

  /** What is in memory behind the beginning of a line of a header. */
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

  /** Where a line stands. */
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
   * @param bodyStart how much of the begin of each body is kept, 1 or more
   * @param windowSize how much of the stream is held at once
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
    endField(at);
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

  /** Asks the same of each line as {@link HeaderFields}, and has as much in the window as the answer needs. */
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

  /** Goes to the next line of the header, or to the body. */
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

  /** What a decision was made by is kept. */
  private void decide() {
    decidedBy = Math.max(decidedBy, base + lines.examined());
    lines.forget();
  }

  /** Passes over what {@link MessageStart} skips before the header: then what follows is the beginning of a line. */
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

  /** A mail within the mail has a header of its own (RFC 2046 §5.2.1), to which a part of a digest need not say that it is one. */
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

  /** A field ends where the next one begins; of a media type the boundary is what the lines behind it are compared with. */
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

  /** Whether a multipart without delimiters goes on with the header of its only part, or with an empty line before it. */
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

  /** From the begin of a line to the end of the window, or to the line behind a delimiter. */
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
          delimiter(lineEnd);
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

  /** What is not kept need not be seen as lines: what ends it begins with a hyphen behind a line feed. */
  private void leaveOut() throws IOException {
    while (at < end) {
      at = ByteRange.hyphen(window, at, end);
      if (at < end && window[at - 1] == '\n') {
        int lineEnd = ByteRange.lineFeed(window, at, end);
        if (lineEnd == end && !isWholeLine()) {
          return;
        }
        if (isDelimiter(lineEnd)) {
          delimiter(lineEnd);
          return;
        }
      }
      at = Math.min(at + 1, end);
    }
  }

  private void delimiter(int lineEnd) throws IOException {
    resume();
    skipLine(lineEnd);
    beginHeader();
  }

  /** Whether what is in the window of this line is all of it, or enough. */
  private boolean isWholeLine() {
    return left == 0 || end - at > MAX_DELIMITER_LENGTH;
  }

  /** Keeps again what begins here, and the line break before it. */
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

  /** Whether this line could be a delimiter; of a long one its begin is enough to say that it is none. */
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
        guessUntil = 0; // nothing is looked for behind a delimiter that was declared
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

  /** What {@link Multipart} takes for the boundary where none is declared. */
  private void guess(int from, int lineEnd) {
    int to = lineEnd;
    while (to > from && window[to - 1] <= ' ') {
      to--;
    }
    if (to > from) {
      boundaries.add(ByteRange.ascii(window, from, to));
    }
  }

  /** Goes to the line behind this one, which may have more than the window holds. */
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

  /** Whether there is a line: a whole one is in the window then, or one that is longer than any delimiter. */
  private boolean hasLine() throws IOException {
    while (end - at <= MAX_DELIMITER_LENGTH && ByteRange.lineFeed(window, at, end) == end) {
      if (!fill()) {
        break;
      }
    }
    return at < end;
  }

  /** Reads on, with the octet before the line still in the window; false at the end of the stream, or of what is read of it. */
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
