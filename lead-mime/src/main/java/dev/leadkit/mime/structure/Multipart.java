// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.header.HeaderLines;
import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a message (RFC 2046 §5.1) in one forward pass.
 *
 * <p>Each line is examined once, whatever the nesting: the boundaries of all open multiparts are on one stack, a delimiter of an outer
 * multipart closes the inner ones, and no range is read twice. There is no recursion. Beyond the maximum depth an inner multipart is one
 * opaque part; beyond the maximum number of parts reading ends.
 */
public final class Multipart {

  /** How far an undeclared boundary is searched for, in octets from the beginning of the body. */
  public static final int LOOK_AHEAD = 4 * 1024;

  private static final int NO_PART = -1;

  /** A boundary that matches no line. */
  private static final byte[] NEVER = {'\n'};

  private final byte[] bytes;
  private final int end;
  private final StructureLimits limits;
  private final Defects defects;
  private final HeaderFields.Budget budget;
  private final BoundaryStack boundaries = new BoundaryStack();
  private final List<Entity> open = new ArrayList<>(4);
  private final List<Entity> entities = new ArrayList<>(4);
  private int delimiterStart;
  private int delimiterEnd;

  private Multipart(byte[] bytes, int end, StructureLimits limits, Defects defects) {
    this.bytes = bytes;
    this.end = end;
    this.limits = limits;
    this.defects = defects;
    this.budget = limits.headerBudget();
  }

  /** The message itself and all its parts, each before those inside it. */
  public static List<Entity> entities(
      byte[] bytes, HeaderFields header, int end, StructureLimits limits, Defects defects) {
    Multipart multipart = new Multipart(bytes, end, limits, defects);
    multipart.read(header);
    return multipart.entities;
  }

  private void read(HeaderFields header) {
    Entity root = Entity.of(bytes, header, null, 0, limits.parameters(), defects);
    Entity first = begin(root);
    if (open.isEmpty()) {
      root.bodyEnd = end;
    } else {
      readParts(first);
    }
  }

  private void readParts(Entity first) {
    @Nullable Entity current = first;
    @Nullable Entity closed = null;
    int at = first.bodyStart;
    while (!open.isEmpty()) {
      int index = nextDelimiter(at);
      if (index == BoundaryStack.NONE) {
        defects.add(Code.MISSING_END, end, open.size() + " multiparts are open at the end");
        finish(current, end);
        endEpilogue(closed, end);
        close(0, end);
        return;
      }
      finish(current, beforeDelimiter());
      endEpilogue(closed, beforeDelimiter());
      closed = null;
      if (boundaries.isClosing()) {
        closed = open.get(index);
        closed.epilogueStart = delimiterEnd;
        close(index, beforeDelimiter());
        current = null;
        at = delimiterEnd;
      } else {
        close(index + 1, beforeDelimiter());
        if (entities.size() == limits.parts()) {
          defects.add(Code.TOO_MANY_PARTS, delimiterStart, "kept " + limits.parts());
          close(0, beforeDelimiter());
          return;
        }
        current = part(open.get(index));
        at = current.bodyStart;
      }
    }
    endEpilogue(closed, end);
  }

  private Entity part(Entity parent) {
    if (parent.children++ == 0) {
      parent.preambleEnd = beforeDelimiter();
    }
    HeaderFields header = HeaderFields.read(
        bytes, delimiterEnd, end, boundaries, HeaderFields.Owner.PART, budget, defects);
    Entity part = Entity.of(bytes, header, parent, delimiterEnd, limits.parameters(), defects);
    return begin(part);
  }

  /** Adds an entity and opens it if it is a multipart. Returns the entity that was begun last: the only part, if its delimiters are missing. */
  private Entity begin(Entity entity) {
    entities.add(entity);
    if (!entity.isMultipart()) {
      return entity;
    }
    if (open.size() == limits.depth()) {
      defects.add(Code.TOO_DEEP, entity.position, "opened " + limits.depth());
      return entity;
    }
    byte[] declared = entity.contentType.get("boundary").strip().getBytes(StandardCharsets.UTF_8);
    boolean isDeclared = declared.length > 0 && declared.length <= BoundaryStack.MAX_LENGTH;
    byte[] boundary = isDeclared ? declared : new byte[0];
    boolean actualFound = isDeclared && isDelimiterOf(declared, entity.bodyStart);
    if (!actualFound) {
      byte[] actual = actualBoundary(entity.bodyStart, boundary);
      if (!isDeclared) {
        defects.add(Code.MISSING_BOUNDARY, entity.position, "looked for in the body");
      } else if (actual.length > 0) {
        defects.add(Code.WRONG_BOUNDARY, entity.position, "taken from the body");
      }
      actualFound = actual.length > 0;
      boundary = actualFound ? actual : boundary;
    }
    int only = actualFound ? NO_PART : onlyPart(entity.bodyStart, boundary);
    if (boundary.length == 0 && only == NO_PART) {
      entity.readAsText();
      return entity;
    }
    open.add(entity);
    boundaries.push(boundary.length == 0 ? NEVER : boundary);
    return only == NO_PART ? entity : onlyPart(entity, only);
  }

  /** The position of the header of the only part if its delimiters are missing; {@link #NO_PART} if the body does not begin with a header. */
  private int onlyPart(int from, byte[] boundary) {
    int at = from;
    while (at < end && (bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    int stop = Math.min(end, from + LOOK_AHEAD);
    if (!isContentField(at, stop)) {
      return NO_PART;
    }
    for (int line = at; line < stop; line = ByteRange.lineFeed(bytes, line, stop) + 1) {
      if (bytes[line] == '-' && boundary.length > 0 && isDelimiterOf(boundary, line)) {
        return NO_PART;
      }
    }
    return at;
  }

  private Entity onlyPart(Entity parent, int position) {
    defects.add(Code.MISSING_PARTS, parent.position, "what follows an inner header is its part");
    parent.children++;
    parent.preambleEnd = parent.bodyStart;
    HeaderFields header = HeaderFields.read(
        bytes, position, end, boundaries, HeaderFields.Owner.PART, budget, defects);
    return begin(Entity.of(bytes, header, parent, position, limits.parameters(), defects));
  }

  /** Whether the line that begins here is a delimiter of this boundary, closing or not. */
  private boolean isDelimiterOf(byte[] boundary, int at) {
    int from = at + 2;
    int stop = from + boundary.length;
    if (stop > end
        || bytes[at] != '-'
        || bytes[at + 1] != '-'
        || !Arrays.equals(bytes, from, stop, boundary, 0, boundary.length)) {
      return false;
    }
    return stop == end || bytes[stop] <= ' ' && bytes[stop] >= 0 || bytes[stop] == '-';
  }

  /**
   * The boundary of the first delimiter line near the beginning of the body that belongs to no declared boundary. Empty if a delimiter of the
   * declared boundary, or of an outer multipart, comes first. If a boundary is declared, a header must follow the line.
   */
  private byte[] actualBoundary(int from, byte[] declared) {
    int stop = Math.min(end, from + LOOK_AHEAD);
    byte[] actual = {};
    int at = from;
    while (at < stop) {
      int lineEnd = ByteRange.lineFeed(bytes, at, stop);
      int last = lineEnd;
      while (last > at && bytes[last - 1] <= ' ') {
        last--;
      }
      if (last - at > 2
          && last - at <= BoundaryStack.MAX_LENGTH
          && bytes[at] == '-'
          && bytes[at + 1] == '-') {
        boolean ours = boundaries.match(bytes, at, lineEnd) == BoundaryStack.NONE
            && !(declared.length > 0 && isDelimiterOf(declared, at));
        if (!ours) {
          return isDelimiterOf(declared, at) ? new byte[0] : actual;
        }
        boolean isDelimiter = declared.length == 0 || isContentField(lineEnd + 1, stop);
        if (isDelimiter && actual.length == 0) {
          actual = Arrays.copyOfRange(bytes, at + 2, last);
          if (declared.length == 0) {
            return actual;
          }
        }
      }
      at = lineEnd + 1;
    }
    return actual;
  }

  private boolean isContentField(int at, int stop) {
    return at < stop
        && ByteRange.startsWith(bytes, at, stop, "content-")
        && HeaderLines.nameEnd(bytes, at, ByteRange.lineFeed(bytes, at, stop)) > 0;
  }

  private int nextDelimiter(int from) {
    int at = ByteRange.hyphen(bytes, from, end);
    while (at < end) {
      if (at == from || bytes[at - 1] == '\n') {
        int lineEnd = ByteRange.lineFeed(bytes, at, end);
        int index = boundaries.match(bytes, at, lineEnd);
        if (index != BoundaryStack.NONE) {
          delimiterStart = at;
          delimiterEnd = Math.min(lineEnd + 1, end);
          return index;
        }
        at = lineEnd;
      }
      at = ByteRange.hyphen(bytes, at + 1, end);
    }
    return BoundaryStack.NONE;
  }

  /** The line break before a delimiter belongs to the delimiter. */
  private int beforeDelimiter() {
    int at = delimiterStart;
    if (at > 0 && bytes[at - 1] == '\n') {
      at--;
      if (at > 0 && bytes[at - 1] == '\r') {
        at--;
      }
    }
    return at;
  }

  private static void finish(@Nullable Entity entity, int bodyEnd) {
    if (entity != null) {
      entity.bodyEnd = bodyEnd;
    }
  }

  private static void endEpilogue(@Nullable Entity closed, int epilogueEnd) {
    if (closed != null) {
      closed.epilogueEnd = epilogueEnd;
    }
  }

  /** Closes the multiparts from this index of the stack to the innermost. */
  private void close(int index, int bodyEnd) {
    for (int i = open.size() - 1; i >= index; i--) {
      Entity entity = open.remove(i);
      entity.bodyEnd = bodyEnd;
      if (entity.children == 0) {
        defects.add(Code.MISSING_PARTS, entity.position, "read as text");
        entity.readAsText();
      }
    }
    boundaries.shrink(index);
  }
}
