// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.RawMessage;
import dev.leadkit.mime.encoding.TransferEncoding;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.spi.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The octets that a mail is parsed from. A mail in memory is complete; of a mail in a file only those ranges are loaded that must be in memory,
 * one after the other, as if the rest did not exist.
 *
 * <p>Parsers work with positions in {@link #octets()}; this class maps them to positions in the mail and opens the content of parts that are
 * not in memory as streams of the file. Only the middle of a body is ever left out:
 *
 * <ol>
 *   <li>{@link StructureScanner} finds the ranges of headers and delimiters, and the beginning of each body.
 *   <li>These are parsed as a mail to find out which parts are text. As much of the texts as a message may contain is loaded, too.
 *   <li>The rest is the content of attachments. It is streamed from the file through a decoder into the sink.
 * </ol>
 *
 * The file is read twice, because the end of a part must be known before the part is decoded. The result is the same as in memory: the same
 * classes parse octets from which nothing is missing that they examine.
 */
final class MailSource {

  /** The maximum number of encoded octets of a text per decoded octet, not counting skipped ones. */
  private static final int ENCODED = 3;

  private final RawMessage raw;
  private final Ranges kept;
  private final ByteRange octets;

  /**
   * How a file is read.
   *
   * @param bodyStart how much of the beginning of each body is loaded, in octets
   * @param window how much of the file is scanned at once, in octets
   */
  record Streaming(int bodyStart, int window) {

    /** Loads most parts that are not attachments, and small attachments, as a whole. */
    static final Streaming STANDARD = new Streaming(32 * 1024, 64 * 1024);
  }

  private MailSource(RawMessage raw, Ranges kept, ByteRange octets) {
    this.raw = raw;
    this.kept = kept;
    this.octets = octets;
  }

  /**
   * Opens a mail, whether it is in memory or in a file.
   *
   * @throws StoreException if the file cannot be read
   */
  static MailSource of(RawMessage raw, MimeLimits limits, Streaming streaming) {
    return raw.isInMemory() ? inMemory(raw, limits) : inFile(raw, limits, streaming);
  }

  /** A mail in memory, up to the limit. */
  static MailSource inMemory(RawMessage raw, MimeLimits limits) {
    byte[] bytes = raw.bytes();
    Ranges all = new Ranges();
    all.add(0, Math.min(bytes.length, limits.bytes()));
    return new MailSource(raw, all, new ByteRange(bytes, 0, (int) all.end()));
  }

  /**
   * Loads the necessary ranges of a mail in a file.
   *
   * @throws StoreException if the file cannot be read
   */
  static MailSource inFile(RawMessage raw, MimeLimits limits, Streaming streaming) {
    try (InputStream in = raw.open()) {
      Ranges skeleton = StructureScanner.of(in, limits, streaming.bodyStart(), streaming.window());
      MailSource original = new MailSource(raw, skeleton, read(raw, skeleton));
      Ranges texts = original.texts(limits);
      if (texts.size() == 0) {
        return original;
      }
      Ranges all = skeleton.with(texts);
      return new MailSource(raw, all, read(raw, all));
    } catch (IOException e) {
      throw new StoreException("the message could not be read: " + e.getMessage(), e);
    }
  }

  ByteRange octets() {
    return octets;
  }

  /** How much of the message was read, in octets. */
  long length() {
    return kept.end();
  }

  /** The position in the message of a position in the octets. */
  long position(long place) {
    return kept.position(place);
  }

  /** The length in the message of a range of the octets. */
  long length(ByteRange range) {
    return position(range.to) - position(range.from);
  }

  /** Whether nothing is left out of a range of the octets. */
  boolean isWhole(ByteRange range) {
    return length(range) == range.length();
  }

  /** The beginning of a range, read from the file if it is not in memory. */
  ByteRange head(ByteRange range, int size) {
    ByteRange head = range.head(size);
    if (isWhole(head) && (head.length() == size || isWhole(range))) {
      return head;
    }
    try (InputStream in = open(range)) {
      byte[] start = in.readNBytes(size);
      return new ByteRange(start, 0, start.length);
    } catch (IOException e) {
      throw new StoreException("the message could not be read: " + e.getMessage(), e);
    }
  }

  /** The content of the message at a range of the octets, including the octets that are left out there. */
  InputStream open(ByteRange range) throws IOException {
    InputStream in = raw.open();
    try {
      in.skipNBytes(position(range.from));
      return new Slice(in, length(range));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  // ------------------------------------------------------------------------------------------
  // texts

  /** The ranges of the texts of this mail, and of the mails that it may forward. */
  private Ranges texts(MimeLimits limits) {
    Ranges texts = new Ranges();
    Deque<Attached> mails = new ArrayDeque<>();
    mails.add(new Attached(octets, 0));
    for (int count = 0; count <= ParsedMail.MAX_ATTACHED && !mails.isEmpty(); count++) {
      Attached next = mails.removeFirst();
      ParsedMail read = ParsedMail.read(next.octets, limits, new Defects());
      texts =
          texts.with(texts(read.body().text(), limits)).with(texts(read.body().html(), limits));
      for (ByteRange outside : read.outsideParts()) {
        texts = texts.with(text(outside, limits));
      }
      if (next.depth < limits.messages()) {
        List<Entity> inner = read.attachedParts();
        for (int i = inner.size() - 1; i >= 0; i--) {
          if (inner.get(i).encoding == TransferEncoding.IDENTITY) {
            mails.addFirst(new Attached(inner.get(i).body(), next.depth + 1));
          } else {
            texts = texts.with(texts(List.of(inner.get(i)), limits));
          }
        }
      }
    }
    return texts;
  }

  /** A mail in a part of this one. */
  private record Attached(ByteRange octets, int depth) {}

  private Ranges texts(List<Entity> entities, MimeLimits limits) {
    Ranges texts = new Ranges();
    for (Entity entity : entities) {
      ByteRange body = entity.body();
      if (!isWhole(body)) {
        long factor = entity.encoding == TransferEncoding.IDENTITY ? 1 : ENCODED;
        long from = position(body.from);
        texts.add(from, from + Math.min(length(body), factor * limits.textBytes() + ENCODED));
      }
    }
    return texts;
  }

  /** The range of a text outside parts, which has no transfer encoding. */
  private Ranges text(ByteRange outside, MimeLimits limits) {
    Ranges text = new Ranges();
    if (!isWhole(outside)) {
      long from = position(outside.from);
      text.add(from, from + Math.min(length(outside), limits.textBytes() + 1L));
    }
    return text;
  }

  private static ByteRange read(RawMessage raw, Ranges ranges) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(ranges.length())];
    int size = 0;
    long at = 0;
    try (InputStream in = raw.open()) {
      for (int i = 0; i < ranges.size(); i++) {
        in.skipNBytes(ranges.from(i) - at);
        int length = (int) (ranges.to(i) - ranges.from(i));
        if (in.readNBytes(bytes, size, length) < length) {
          throw new EOFException("the file ends early");
        }
        size += length;
        at = ranges.to(i);
      }
    }
    return new ByteRange(bytes, 0, size);
  }

  /** A range of a file. */
  private static final class Slice extends InputStream {

    private final InputStream file;
    private long left;

    Slice(InputStream file, long length) {
      this.file = file;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = file.read(target, offset, (int) Math.min(left, length));
      if (count < 0) {
        throw new EOFException("the file ends early");
      }
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
