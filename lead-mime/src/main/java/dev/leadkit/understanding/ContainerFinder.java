// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.understanding.Container.Type;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where quoted and forwarded messages begin by the elements of mail programs. An element alone decides nothing: the header of a message
 * in whatever language, or quotation marks, must follow.
 */
final class ContainerFinder {

  /** The most lines of a header above quotation marks. */
  private static final int MAX_HEADER = 4;

  private static final int MAX_HEADER_LENGTH = 400;

  /** The most lines of a block of header fields. */
  private static final int MAX_BLOCK = 12;

  private static final int MIN_FIELDS = 3;

  private final List<TextLine> lines;
  private final List<Container> containers;

  /** The first container that begins in each line, by the number of the line. */
  private final Map<Integer, Container> first = new HashMap<>();

  ContainerFinder(List<TextLine> lines, List<Container> containers) {
    this.lines = lines;
    this.containers = containers;
    int line = 0;
    for (Container container : containers) {
      while (line < lines.size() && lines.get(line).end <= container.start()) {
        line++;
      }
      if (line < lines.size() && container.end() > container.start() && decides(container)) {
        int filled = line;
        while (filled < lines.size() && lines.get(filled).isBlank()) {
          filled++;
        }
        if (filled < lines.size()) {
          first.putIfAbsent(filled, container);
        }
      }
    }
  }

  private static boolean decides(Container container) {
    return container.type() != Type.SIGNATURE && container.type() != Type.DEVICE_LINE;
  }

  /** The line after the innermost quotation or forward that contains a line; the end of the text where none does. */
  int limit(int line) {
    int end = lines.size();
    int start = lines.get(line).start;
    for (Container container : containers) {
      if (container.start() > start) {
        break;
      }
      boolean around = container.type() == Type.QUOTATION || container.type() == Type.FORWARD;
      if (around && container.end() > start) {
        end = Math.min(end, lineAfter(line, container.end()));
      }
    }
    return end;
  }

  /** The container that begins in this line and puts a message there, null where none does. */
  @Nullable
  Container at(int line) {
    return first.isEmpty() ? null : first.get(line);
  }

  private int lineAfter(int line, int position) {
    int low = line;
    int high = lines.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lines.get(middle).start >= position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The boundary by the container that begins in this line, null where there is no second witness. */
  @Nullable
  Boundary boundary(int i, boolean forwardSubject) {
    Container container = at(i);
    if (container == null) {
      return null;
    }
    Boundary marked = aboveMarks(i, container, forwardSubject);
    if (marked != null) {
      return marked;
    }
    Boundary block = aboveText(i, container, forwardSubject);
    return block != null ? block : attribution(i, container, forwardSubject);
  }

  /** A line with a date and a colon at its end that begins an element with more text. */
  private @Nullable Boundary attribution(int i, Container container, boolean forwardSubject) {
    TextLine line = lines.get(i);
    boolean around = container.type() == Type.QUOTATION || container.type() == Type.FORWARD;
    boolean more = container.end() > line.end;
    if (!around || !more || line.content.length() > MAX_HEADER_LENGTH || !isHeader(i, i)) {
      return null;
    }
    boolean forward = container.type() == Type.FORWARD || forwardSubject;
    return new Boundary(forward, i, i, line.start, limit(i), null, null, container.rule(), 0.9);
  }

  /** A short header in any language, directly above lines with quotation marks. */
  private @Nullable Boundary aboveMarks(int i, Container container, boolean forwardSubject) {
    if (lines.get(i).depth > 0) {
      return null;
    }
    int length = 0;
    int last = i;
    int filled = 0;
    int k = i;
    for (; k < lines.size() && filled <= MAX_HEADER; k++) {
      TextLine line = lines.get(k);
      if (line.depth > 0) {
        break;
      }
      if (!line.isBlank()) {
        filled++;
        last = k;
        length += line.content.length();
      }
    }
    if (k >= lines.size() || lines.get(k).depth == 0 || filled > MAX_HEADER) {
      return null;
    }
    boolean inside = lines.get(k).start < container.end();
    boolean header =
        container.type() == Type.QUOTATION_HEADER && lines.get(last).start < container.end();
    if (length > MAX_HEADER_LENGTH || !(inside || header) || !isHeader(i, last)) {
      return null;
    }
    boolean forward = container.type() == Type.FORWARD || forwardSubject;
    return new Boundary(
        forward, i, last, lines.get(i).start, Boundary.MARKED, null, null, container.rule(), 0.95);
  }

  /** Whether these lines say who wrote or when. */
  private boolean isHeader(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.append(lines.get(i).content).append(' ');
    }
    String header = text.toString().strip();
    boolean colon = header.endsWith(":") || header.endsWith("：");
    boolean dated = Clues.hasTime(header) || Clues.hasDate(header);
    return dated && (colon || Clues.hasAddress(header)) || colon && Clues.hasAddress(header);
  }

  /** A block of fields in any language above text without quotation marks. */
  private @Nullable Boundary aboveText(int i, Container container, boolean forwardSubject) {
    int fields = 0;
    int last = -1;
    Map<PhraseType, String> values = new EnumMap<>(PhraseType.class);
    int limit = Math.min(Math.min(lines.size(), i + MAX_BLOCK), limit(i));
    for (int k = i; k < limit; k++) {
      TextLine line = lines.get(k);
      if (line.isBlank()) {
        if (fields >= MIN_FIELDS) {
          break;
        }
        continue;
      }
      int colon = HeaderBlock.colonOf(line.content);
      if (colon < 0) {
        if (fields == 0 && k > i + 1) {
          return null;
        }
        continue;
      }
      fields++;
      last = k;
      put(values, line.content.substring(colon + 1).strip());
    }
    boolean party = values.containsKey(PhraseType.FIELD_FROM);
    boolean dated = values.containsKey(PhraseType.FIELD_DATE);
    if (fields < MIN_FIELDS || !party || !dated) {
      return null;
    }
    boolean forward = container.type() == Type.FORWARD || forwardSubject;
    return new Boundary(
        forward,
        i,
        last,
        lines.get(i).start,
        limit(i),
        new HeaderBlock(values, i, last),
        null,
        container.rule(),
        0.9);
  }

  /** Fields whose names are not known are known by their values: the first address is the author's. */
  private static void put(Map<PhraseType, String> values, String value) {
    if (Clues.hasAddress(value)) {
      PhraseType field = !values.containsKey(PhraseType.FIELD_FROM)
          ? PhraseType.FIELD_FROM
          : !values.containsKey(PhraseType.FIELD_TO) ? PhraseType.FIELD_TO : PhraseType.FIELD_CC;
      values.putIfAbsent(field, value);
    } else if (Clues.hasTime(value) || Clues.hasDate(value)) {
      values.putIfAbsent(PhraseType.FIELD_DATE, value);
    } else if (!value.isEmpty()) {
      values.putIfAbsent(PhraseType.FIELD_SUBJECT, value);
    }
  }
}
