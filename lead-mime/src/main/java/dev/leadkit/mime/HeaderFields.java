// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Defect.Code;
import dev.leadkit.Header;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a message or of a part (RFC 5322 §2.2): its fields in order, unfolded, and where the body begins. */
final class HeaderFields {

  /** Whose header it is. */
  enum Owner {
    MESSAGE,
    /** Keeps only the fields that describe content (RFC 2045 §3). */
    PART,
    /** A message of which not every field will be asked for: a value is made when it is. */
    GLANCE
  }

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
    int usual = owner == Owner.PART ? 4 : 24;
    this.names = new @Nullable FieldName[usual];
    this.values = new @Nullable String[usual];
    this.positions = new int[usual];
    this.nameEnds = new int[usual];
    this.valueStarts = new int[usual];
    this.valueEnds = new int[usual];
  }

  /** What may still be kept of headers: one for the message, one that all its parts share. */
  static final class Budget {
    private final int fieldBytes;
    private final int fields;
    private long bytesLeft;

    Budget(MimeLimits limits) {
      fieldBytes = limits.fieldBytes();
      fields = limits.fields();
      bytesLeft = limits.headerBytes();
    }
  }

  /** Reads the header that begins at {@code from}; it ends at a blank line, a delimiter line or {@code to}. */
  static HeaderFields read(
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

  /** Where the body begins: after the blank line, or at the line that ended the header in its stead. */
  int bodyStart() {
    return bodyStart;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** All fields as they stand in the message. */
  List<Header> list() {
    Header[] fields = new Header[size];
    for (int i = 0; i < size; i++) {
      fields[i] =
          new Header(FieldName.spelling(names[i], bytes, positions[i], nameEnds[i]), value(i));
    }
    return List.of(fields);
  }

  /** The value of the first field of that name, {@code ""} where there is none. */
  String first(FieldName name) {
    int index = indexOf(name, 0);
    return index < 0 ? "" : value(index);
  }

  boolean has(FieldName name) {
    return indexOf(name, 0) >= 0;
  }

  /** Where the first field of that name stands, -1 where there is none. */
  int position(FieldName name) {
    int index = indexOf(name, 0);
    return index < 0 ? -1 : positions[index];
  }

  /** The index of the next field of that name, -1 where there is none. */
  int indexOf(FieldName name, int from) {
    for (int i = from; i < size; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  String value(int index) {
    String value = values[index];
    if (value == null) {
      value = unfold(valueStarts[index], valueEnds[index], positions[index]);
      values[index] = value;
    }
    return value;
  }

  int position(int index) {
    return positions[index];
  }

  private void read(int from) {
    int at = from;
    while (at < end) {
      int lineEnd = Octets.lineFeed(bytes, at, end);
      if (isEmptyLine(at, lineEnd)) {
        bodyStart = Math.min(lineEnd + 1, end);
        return;
      }
      if (bytes[at] == '-' && boundaries.match(bytes, at, lineEnd) != BoundaryStack.NONE) {
        bodyStart = at;
        return;
      }
      int nameEnd = nameEnd(at, lineEnd);
      if (nameEnd < 0) {
        if (!isFollowedByField(at, lineEnd)) {
          defects.add(Code.MALFORMED_FIELD, at, "the body begins without a blank line");
          bodyStart = at;
          return;
        }
        defects.add(Code.MALFORMED_FIELD, at, "a line without a field name was passed over");
        at = lineEnd + 1;
        continue;
      }
      int valueEnd = lineEnd;
      while (valueEnd + 1 < end && Octets.isBlank(bytes[valueEnd + 1])) {
        valueEnd = Octets.lineFeed(bytes, valueEnd + 1, end);
      }
      keep(at, nameEnd, valueEnd);
      at = valueEnd + 1;
    }
    bodyStart = end;
  }

  private boolean isEmptyLine(int at, int lineEnd) {
    return lineEnd == at || lineEnd == at + 1 && bytes[at] == '\r';
  }

  /** Where the name ends, -1 where the line has none: printable ASCII, then a colon, blanks before it allowed (RFC 5322 §4.5). */
  private int nameEnd(int at, int lineEnd) {
    int i = at;
    while (i < lineEnd && bytes[i] > ' ' && bytes[i] < 127 && bytes[i] != ':') {
      i++;
    }
    if (i == at) {
      return -1;
    }
    int nameEnd = i;
    while (i < lineEnd && Octets.isBlank(bytes[i])) {
      i++;
    }
    return i < lineEnd && bytes[i] == ':' ? nameEnd : -1;
  }

  /** Whether the header goes on after a line that is no field: only then can the line be passed over. */
  private boolean isFollowedByField(int at, int lineEnd) {
    int next = lineEnd + 1;
    if (next >= end) {
      return false;
    }
    if (owner == Owner.PART || size == 0 && !Octets.startsWith(bytes, at, lineEnd, ">from ")) {
      return false;
    }
    return nameEnd(next, Octets.lineFeed(bytes, next, end)) > 0;
  }

  private void keep(int at, int nameEnd, int valueEnd) {
    FieldName name = FieldName.of(bytes, at, nameEnd);
    if (owner == Owner.PART && (name == null || !name.describesContent())) {
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
    if (to < valueEnd && name == FieldName.REFERENCES) {
      values[size - 1] = bothEnds(from, valueEnd, (int) max / 2, at);
    } else if (owner != Owner.GLANCE) {
      value(size - 1);
    }
  }

  /** Of too many ids the first and the newest are what a thread is found by: the field is cut in the middle, between two of them. */
  private String bothEnds(int from, int to, int half, int position) {
    int headEnd = from + half;
    while (headEnd > from && bytes[headEnd - 1] != '>') {
      headEnd--;
    }
    int tailStart = to - half;
    while (tailStart < to && bytes[tailStart] != '<') {
      tailStart++;
    }
    return unfold(from, headEnd, position) + " " + unfold(tailStart, to, position);
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

  /** RFC 5322 §2.2.3: the line breaks go, the white space after them stays. */
  private String unfold(int start, int stop, int position) {
    int from = start;
    int to = stop;
    while (from < to && bytes[from] <= ' ' && bytes[from] >= 0) {
      from++;
    }
    while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
      to--;
    }
    int fold = Octets.lineFeed(bytes, from, to);
    if (fold == to) {
      return text(bytes, from, to, position);
    }
    byte[] unfolded = Scratch.octets(to - from);
    int length = 0;
    int at = from;
    for (int lineEnd = fold; at < to; lineEnd = Octets.lineFeed(bytes, at, to)) {
      int lineStop =
          lineEnd > at && bytes[lineEnd - 1] == '\r' && lineEnd < to ? lineEnd - 1 : lineEnd;
      System.arraycopy(bytes, at, unfolded, length, lineStop - at);
      length += lineStop - at;
      at = lineEnd + 1;
    }
    return text(unfolded, 0, length, position);
  }

  private String text(byte[] source, int from, int to, int position) {
    if (Octets.isAscii(source, from, to)) {
      return Octets.ascii(source, from, to);
    }
    String text = Charsets.utf8(source, from, to);
    if (text == null) {
      defects.add(Code.UNENCODED_FIELD, position, "read as windows-1252");
      return Charsets.windows1252(source, from, to);
    }
    return text;
  }
}
