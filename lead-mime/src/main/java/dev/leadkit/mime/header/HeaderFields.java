// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Defect.Code;
import dev.leadkit.Header;
import dev.leadkit.mime.encoding.Charsets;
import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.scan.Scratch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a message or of a part (RFC 5322 §2.2): its unfolded fields in order, and the position of the body. */
public final class HeaderFields {

  /** What a header belongs to. */
  public enum Owner {
    MESSAGE,
    /** A part: only the fields that describe content are kept (RFC 2045 §3). */
    PART,
    /** A part, in a range that is known to contain nothing but its header. */
    EXCERPT,
    /** A message whose fields are only partly needed: values are decoded when they are requested. */
    GLANCE
  }

  /** Switches a character set of ISO 2022; the value of a field may begin with it. */
  private static final byte ESCAPE = 0x1B;

  private final byte[] bytes;
  private final int end;
  private final BoundaryStack boundaries;
  private final Owner owner;
  private final Budget budget;
  private final Defects defects;
  private @Nullable FieldName[] names;
  private int[] positions;
  private int[] nameEnds;
  private int[] valueStarts;
  private int[] valueEnds;
  private @Nullable String[] values;
  private int size;
  private int bodyStart;
  private boolean overspent;
  private final HeaderLines lines;
  private boolean separated;
  private boolean lastWhole;
  private int[] passedOver = {};
  private int passedOverSize;

  private HeaderFields(
      byte[] bytes,
      int end,
      BoundaryStack boundaries,
      Owner owner,
      Budget budget,
      Defects defects) {
    this.bytes = bytes;
    this.end = end;
    this.boundaries = boundaries;
    this.owner = owner;
    this.budget = budget;
    this.defects = defects;
    boolean ofPart = owner == Owner.PART || owner == Owner.EXCERPT;
    this.lines = ofPart ? HeaderLines.ofPart() : HeaderLines.ofMessage();
    int usual = ofPart ? 4 : 24;
    this.names = new @Nullable FieldName[usual];
    this.values = new @Nullable String[usual];
    this.positions = new int[usual];
    this.nameEnds = new int[usual];
    this.valueStarts = new int[usual];
    this.valueEnds = new int[usual];
  }

  /** How much may still be kept of headers. The message has one budget; all its parts share another. */
  public static final class Budget {
    private final int fieldBytes;
    private final int fields;
    private long bytesLeft;

    /**
     * An unspent budget.
     *
     * @param headerBytes how much of all headers together is kept
     * @param fieldBytes how much of one field is kept
     * @param fields how many fields of one header are kept
     */
    public Budget(int headerBytes, int fieldBytes, int fields) {
      this.fieldBytes = fieldBytes;
      this.fields = fields;
      this.bytesLeft = headerBytes;
    }
  }

  /** Reads the header that begins at {@code from}. It ends at a blank line, at a delimiter of one of the boundaries, or at {@code to}. */
  public static HeaderFields read(
      byte[] bytes,
      int from,
      int to,
      BoundaryStack boundaries,
      Owner owner,
      Budget budget,
      Defects defects) {
    HeaderFields header = new HeaderFields(bytes, to, boundaries, owner, budget, defects);
    header.read(from);
    return header;
  }

  /** The position of the body: after the blank line, or at the line that ended the header instead. */
  public int bodyStart() {
    return bodyStart;
  }

  /** Whether the header has no fields. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** All fields in the order of the message. */
  public List<Header> list() {
    Header[] fields = new Header[size];
    for (int i = 0; i < size; i++) {
      fields[i] =
          new Header(FieldName.spelling(names[i], bytes, positions[i], nameEnds[i]), value(i));
    }
    return List.of(fields);
  }

  /** The value of the first field with that name, {@code ""} if there is none. */
  public String first(FieldName name) {
    int index = indexOf(name, 0);
    return index < 0 ? "" : value(index);
  }

  /** Whether there is a field with that name. */
  public boolean has(FieldName name) {
    return indexOf(name, 0) >= 0;
  }

  /** The position of the first field with that name, -1 if there is none. */
  public int position(FieldName name) {
    int index = indexOf(name, 0);
    return index < 0 ? -1 : positions[index];
  }

  /** The index of the next field with that name, -1 if there is none. */
  int indexOf(FieldName name, int from) {
    for (int i = from; i < size; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  /** The value of a field. */
  String value(int index) {
    String value = values[index];
    if (value == null) {
      value = unfold(valueStarts[index], valueEnds[index], positions[index]);
      values[index] = value;
    }
    return value;
  }

  /** The position of a field. */
  public int position(int index) {
    return positions[index];
  }

  private void read(int from) {
    int at = from;
    while (at < end) {
      int lineEnd = ByteRange.lineFeed(bytes, at, end);
      if (HeaderLines.isEmpty(bytes, at, lineEnd)) {
        int next = Math.min(lineEnd + 1, end);
        if (!goesOnAfterEmpty(next)) {
          bodyStart = next;
          return;
        }
        defects.add(Code.MALFORMED_FIELD, at, "an empty line within the header was passed over");
        at = next;
        continue;
      }
      if (bytes[at] == '-' && boundaries.match(bytes, at, lineEnd) != BoundaryStack.NONE) {
        bodyStart = at;
        return;
      }
      int nameEnd = HeaderLines.nameEnd(bytes, at, lineEnd);
      if (nameEnd > 0 && !lines.joins(bytes, at, lineEnd, nameEnd)) {
        FieldName name = FieldName.of(bytes, at, nameEnd);
        lines.field(name);
        int valueEnd = folded(at, lineEnd);
        keep(name, at, nameEnd, valueEnd);
        at = valueEnd + 1;
      } else if (lines.hasFields()
          && (ByteRange.isBlank(bytes[at]) || lines.joins(bytes, at, lineEnd, nameEnd))) {
        if (!ByteRange.isBlank(bytes[at])) {
          defects.add(Code.MALFORMED_FIELD, at, "a line without its indent continues a field");
        }
        int valueEnd = folded(at, lineEnd);
        extend(valueEnd);
        at = valueEnd + 1;
      } else if (lines.isAtStart() && HeaderLines.isBlank(bytes, at, lineEnd)) {
        separated = true;
        at = Math.min(lineEnd + 1, end);
      } else {
        if (!separated && goesOnAfterStray(at)) {
          defects.add(Code.MALFORMED_FIELD, at, "a line that is not a field was passed over");
          passOver(at);
          at = lineEnd + 1;
          continue;
        }
        defects.add(Code.MALFORMED_FIELD, at, "the body begins without an empty line");
        bodyStart = at;
        return;
      }
      if (separated) {
        defects.add(Code.MALFORMED_FIELD, Math.min(at, end), "a line of blanks ends the header");
        bodyStart = Math.min(at, end);
        return;
      }
    }
    bodyStart = end;
  }

  /** The end of the last folded line of the field that begins, or continues, with this line. */
  private int folded(int at, int lineEnd) {
    lines.line(bytes, at, lineEnd);
    if (separates(at, lineEnd)) {
      return lineEnd;
    }
    int valueEnd = lineEnd;
    while (valueEnd + 1 < end && ByteRange.isBlank(bytes[valueEnd + 1])) {
      int next = valueEnd + 1;
      valueEnd = ByteRange.lineFeed(bytes, next, end);
      if (separates(next, valueEnd)) {
        return valueEnd;
      }
      lines.line(bytes, next, valueEnd);
    }
    return valueEnd;
  }

  /** Whether this line of blanks ends the header. */
  private boolean separates(int at, int lineEnd) {
    separated = ByteRange.isBlank(bytes[at])
        && owner != Owner.EXCERPT
        && HeaderLines.isBlank(bytes, at, lineEnd)
        && !lines.goesOnAfterBlanks(bytes, Math.min(lineEnd + 1, end), end);
    return separated;
  }

  private boolean goesOnAfterEmpty(int next) {
    return owner == Owner.EXCERPT || lines.goesOnAfterEmpty(bytes, next, end);
  }

  private boolean goesOnAfterStray(int at) {
    return owner == Owner.EXCERPT || lines.goesOnAfterStray(bytes, at, end);
  }

  /** Excludes this line from the last field, in case the field continues after it. */
  private void passOver(int at) {
    if (passedOver.length == passedOverSize) {
      passedOver = Arrays.copyOf(passedOver, Math.max(4, passedOverSize * 2));
    }
    passedOver[passedOverSize++] = at;
  }

  private boolean isPassedOver(int at) {
    return passedOverSize > 0 && Arrays.binarySearch(passedOver, 0, passedOverSize, at) >= 0;
  }

  /** Extends the last field up to here. */
  private void extend(int valueEnd) {
    if (!lastWhole) {
      return;
    }
    int from = valueEnds[size - 1];
    int to = (int) Math.min(valueEnd, valueStarts[size - 1] + (long) budget.fieldBytes);
    if (to > from && budget.bytesLeft > 0) {
      budget.bytesLeft -= to - from;
      valueEnds[size - 1] = to;
      values[size - 1] = null;
      if (owner != Owner.GLANCE) {
        value(size - 1);
      }
    }
  }

  private void keep(@Nullable FieldName name, int at, int nameEnd, int valueEnd) {
    lastWhole = false;
    boolean ofPart = owner == Owner.PART || owner == Owner.EXCERPT;
    if (ofPart && (name == null || !name.describesContent())) {
      return;
    }
    if (size >= budget.fields || valueEnd - at > budget.bytesLeft && budget.bytesLeft <= 0) {
      overspend(at, "fields were left out");
      return;
    }
    int from = nameEnd;
    while (bytes[from] != ':') {
      from++;
    }
    from++;
    int to = valueEnd;
    long max = Math.min(budget.fieldBytes, budget.bytesLeft);
    if (to - from > max) {
      overspend(at, "a field was cut off");
      to = from + (int) max;
    }
    budget.bytesLeft -= to - at;
    if (size == names.length) {
      grow();
    }
    names[size] = name;
    positions[size] = at;
    nameEnds[size] = nameEnd;
    valueStarts[size] = from;
    valueEnds[size++] = to;
    lastWhole = to == valueEnd;
    if (to < valueEnd && name == FieldName.REFERENCES) {
      values[size - 1] = bothEnds(from, valueEnd, (int) max / 2, at);
    } else if (owner != Owner.GLANCE) {
      value(size - 1);
    }
  }

  /** Cuts too many ids out of the middle: the first and the newest ones identify a thread. */
  private String bothEnds(int from, int to, int half, int position) {
    int headEnd = from + half;
    while (headEnd > from && bytes[headEnd - 1] != '>') {
      headEnd--;
    }
    int tailStart = to - half;
    while (tailStart < to && bytes[tailStart] != '<') {
      tailStart++;
    }
    return (unfold(from, headEnd, position) + " " + unfold(tailStart, to, position)).strip();
  }

  private void grow() {
    names = Arrays.copyOf(names, size * 2);
    values = Arrays.copyOf(values, size * 2);
    positions = Arrays.copyOf(positions, size * 2);
    nameEnds = Arrays.copyOf(nameEnds, size * 2);
    valueStarts = Arrays.copyOf(valueStarts, size * 2);
    valueEnds = Arrays.copyOf(valueEnds, size * 2);
  }

  private void overspend(int at, String detail) {
    if (!overspent) {
      overspent = true;
      defects.add(Code.HEADER_TOO_LARGE, at, detail);
    }
  }

  /** Unfolds a value (RFC 5322 §2.2.3): removes line breaks and keeps the white space after them. A line without it gets a blank. */
  private String unfold(int start, int stop, int position) {
    int from = start;
    int to = stop;
    while (from < to && bytes[from] <= ' ' && bytes[from] >= 0 && bytes[from] != ESCAPE) {
      from++;
    }
    while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
      to--;
    }
    int fold = ByteRange.lineFeed(bytes, from, to);
    if (fold == to) {
      return text(bytes, from, to, position);
    }
    byte[] unfolded = Scratch.octets(to - from);
    int length = 0;
    int at = from;
    for (int lineEnd = fold; at < to; lineEnd = ByteRange.lineFeed(bytes, at, to)) {
      if (!isPassedOver(at)) {
        int lineStop =
            lineEnd > at && bytes[lineEnd - 1] == '\r' && lineEnd < to ? lineEnd - 1 : lineEnd;
        if (at > from && !ByteRange.isBlank(bytes[at])) {
          unfolded[length++] = ' ';
        }
        System.arraycopy(bytes, at, unfolded, length, lineStop - at);
        length += lineStop - at;
      }
      at = lineEnd + 1;
    }
    return text(unfolded, 0, length, position);
  }

  private String text(byte[] source, int from, int to, int position) {
    return Charsets.field(source, from, to, defects, position);
  }
}
