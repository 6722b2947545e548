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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it is read: whole where it came in memory, and of one in a file the ranges that have to be in memory, one behind the other as if
 * the rest were not there.
 *
 * <p>What is read from {@link #octets()} has positions in these octets; this knows where they stand in the mail, and gives the content of
 * parts that are not in memory as streams of the file. What is cut out is always the inside of a body:
 *
 * <ol>
 *   <li>{@link StructureScanner} finds the ranges that headers and delimiters stand in, and the begin of each body.
 *   <li>These are read as a mail, which says which parts are text. As much of these as a message may hold is read, too.
 *   <li>The rest is content of attachments: it goes from the file through a decoder into the sink, when its turn comes.
 * </ol>
 *
 * So the file is read twice, which costs less than any other way to know where a part ends before it is decoded, and what is read is what
 * would be read in memory: by the same classes, on octets of which nothing is missing that they look at.
 */
final class MailSource {

  /** An encoded octet of a text stands for a third of a decoded one at least, but for what is passed over. */
  private static final int ENCODED = 3;

  private final RawMessage raw;
  private final Ranges kept;
  private final ByteRange octets;

  /** How a file is read. */
  record Streaming(int bodyStart, int window) {

    /** Most parts that are no attachments, and the attachments that cost no more than their header, are held as a whole. */
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

  /** Of a mail in memory nothing is cut out but what is beyond the limit. */
  static MailSource inMemory(RawMessage raw, MimeLimits limits) {
    byte[] bytes = raw.bytes();
    Ranges all = new Ranges();
    all.add(0, Math.min(bytes.length, limits.bytes()));
    return new MailSource(raw, all, new ByteRange(bytes, 0, (int) all.end()));
  }

  /**
   * Reads a mail that stands in a file.
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

  /** How much of the message was looked at. */
  long length() {
    return kept.end();
  }

  /** Where in the message these octets stand. */
  long position(long place) {
    return kept.position(place);
  }

  /** How long a range of the octets is in the message. */
  long length(ByteRange range) {
    return position(range.to) - position(range.from);
  }

  /** Whether nothing is cut out of a range of the octets. */
  boolean isWhole(ByteRange range) {
    return length(range) == range.length();
  }

  /** As much of the begin of a range, cut or not. */
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

  /** What stands in the message at a range of the octets, with all that is cut out of it. */
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

  /** What has to be read of the texts of this mail, and of the mails that it may be a forward of. */
  private Ranges texts(MimeLimits limits) {
    Ranges texts = new Ranges();
    ByteRange mail = octets;
    for (int depth = 0; depth <= limits.messages(); depth++) {
      ParsedMail read = ParsedMail.read(mail, limits, new Defects());
      texts =
          texts.with(texts(read.body().text(), limits)).with(texts(read.body().html(), limits));
      for (ByteRange outside : read.outsideParts()) {
        texts = texts.with(text(outside, limits));
      }
      Entity inner = attachedMail(read.body().attachments());
      if (inner == null) {
        break;
      }
      if (inner.encoding != TransferEncoding.IDENTITY) {
        return texts.with(texts(List.of(inner), limits));
      }
      mail = inner.body();
    }
    return texts;
  }

  private static @Nullable Entity attachedMail(List<Entity> attachments) {
    for (Entity entity : attachments) {
      if (entity.isMail()) {
        return entity;
      }
    }
    return null;
  }

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

  /** What stands outside of parts has no transfer encoding. */
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
