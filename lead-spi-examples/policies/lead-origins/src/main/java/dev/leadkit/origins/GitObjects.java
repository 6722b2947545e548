// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a Git repository by id: loose objects, those in packs, and those of alternate repositories.
 *
 * <p>Implements the Git documents "gitrepository-layout" and "gitformat-pack": indexes of version 2, deltas by offset and by id, ids by SHA-1
 * and SHA-256.
 */
final class GitObjects {

  private static final HexFormat HEX = HexFormat.of();
  private static final int MAX_OBJECT_BYTES = 64 << 20;
  private static final int MAX_DEPTH = 4096;
  private static final int PACK_INDEX = 0xFF744F63;
  private static final int OFFSET_DELTA = 6;
  private static final int ID_DELTA = 7;
  private static final List<String> TYPES = List.of("", "commit", "tree", "blob", "tag");

  /** An object: the name of its type, and its content. */
  record Content(String type, byte[] bytes) {}

  private final List<Path> folders;

  private GitObjects(List<Path> folders) {
    this.folders = folders;
  }

  /** @param folder {@code objects} of the repository */
  static GitObjects of(Path folder) throws IOException {
    var folders = new ArrayList<Path>();
    collect(folder, folders);
    return new GitObjects(List.copyOf(folders));
  }

  private static void collect(Path folder, List<Path> folders) throws IOException {
    if (folders.contains(folder) || folders.size() > 16) {
      return;
    }
    folders.add(folder);
    Path alternates = folder.resolve("info/alternates");
    if (Files.isRegularFile(alternates)) {
      for (String line : Files.readAllLines(alternates)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          collect(folder.resolve(line).normalize(), folders);
        }
      }
    }
  }

  /**
   * Reads the object with this id.
   *
   * @throws IOException if it does not exist or cannot be read
   */
  Content read(String id) throws IOException {
    return read(id, 0);
  }

  private Content read(String id, int depth) throws IOException {
    for (Path folder : folders) {
      Path loose = folder.resolve(id.substring(0, 2)).resolve(id.substring(2));
      if (Files.isRegularFile(loose)) {
        return loose(loose);
      }
    }
    for (Path folder : folders) {
      for (Path index : indexes(folder.resolve("pack"))) {
        Content found = packed(index, id, depth);
        if (found != null) {
          return found;
        }
      }
    }
    throw new IOException("object " + id + " is not in the repository");
  }

  private static List<Path> indexes(Path packs) throws IOException {
    if (!Files.isDirectory(packs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(packs)) {
      return files.filter(file -> file.toString().endsWith(".idx")).sorted().toList();
    }
  }

  private static Content loose(Path file) throws IOException {
    try (var in = new InflaterInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      String type = word(in, ' ');
      int size = size(Long.parseLong(word(in, '\0')));
      return new Content(type, whole(in, size));
    } catch (NumberFormatException e) {
      throw new IOException(file + ": is not an object", e);
    }
  }

  private static String word(InputStream in, char end) throws IOException {
    var word = new StringBuilder();
    for (int c = next(in); c != end; c = next(in)) {
      word.append((char) c);
      if (word.length() > 32) {
        throw new IOException("unknown type of object: " + word);
      }
    }
    return word.toString();
  }

  private @Nullable Content packed(Path index, String id, int depth) throws IOException {
    long offset = offset(index, id);
    if (offset < 0) {
      return null;
    }
    String name = index.toString();
    Path pack = Path.of(name.substring(0, name.length() - ".idx".length()) + ".pack");
    try (FileChannel channel = FileChannel.open(pack)) {
      return object(channel, offset, id.length() / 2, depth);
    }
  }

  /** The offset of the object in the pack, -1 if it is not in it. */
  private static long offset(Path index, String id) throws IOException {
    byte[] wanted = HEX.parseHex(id);
    try (FileChannel channel = FileChannel.open(index)) {
      ByteBuffer head = bytes(channel, 0, 8 + 256 * 4);
      if (head.getInt(0) != PACK_INDEX || head.getInt(4) != 2) {
        throw new IOException(index + ": expected an index of version 2");
      }
      int first = wanted[0] & 0xFF;
      int low = first == 0 ? 0 : head.getInt(8 + (first - 1) * 4);
      int high = head.getInt(8 + first * 4);
      int count = head.getInt(8 + 255 * 4);
      long names = 8 + 256 * 4;
      while (low < high) {
        int middle = (low + high) >>> 1;
        byte[] found =
            bytes(channel, names + (long) middle * wanted.length, wanted.length).array();
        int order = Arrays.compareUnsigned(found, wanted);
        if (order == 0) {
          long offsets = names + (long) count * (wanted.length + 4);
          int offset = bytes(channel, offsets + middle * 4L, 4).getInt(0);
          return offset >= 0
              ? offset
              : bytes(channel, offsets + count * 4L + (offset & 0x7FFFFFFFL) * 8, 8)
                  .getLong(0);
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
      }
      return -1;
    }
  }

  private Content object(FileChannel pack, long offset, int idLength, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("a chain of more than " + MAX_DEPTH + " deltas");
    }
    InputStream in =
        new BufferedInputStream(Channels.newInputStream(pack.position(offset)), 1 << 13);
    int head = next(in);
    int type = (head >> 4) & 7;
    long size = head & 15;
    for (int shift = 4; (head & 0x80) != 0; shift += 7) {
      head = next(in);
      size |= (long) (head & 0x7F) << shift;
    }
    if (type == OFFSET_DELTA) {
      long back = back(in);
      byte[] delta = inflated(in, size(size));
      return apply(delta, object(pack, offset - back, idLength, depth + 1));
    }
    if (type == ID_DELTA) {
      String base = HEX.formatHex(exactly(in, idLength));
      byte[] delta = inflated(in, size(size));
      return apply(delta, read(base, depth + 1));
    }
    if (type < 1 || type >= TYPES.size()) {
      throw new IOException("unknown type of object: " + type);
    }
    return new Content(TYPES.get(type), inflated(in, size(size)));
  }

  /** The distance from the base of a delta to the delta. */
  private static long back(InputStream in) throws IOException {
    int next = next(in);
    long back = next & 0x7F;
    while ((next & 0x80) != 0) {
      next = next(in);
      back = ((back + 1) << 7) | (next & 0x7F);
    }
    return back;
  }

  private static Content apply(byte[] delta, Content base) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(delta);
    try {
      if (length(in) != base.bytes().length) {
        throw new IOException("a delta does not fit its base");
      }
      int size = size(length(in));
      var out = new ByteArrayOutputStream(size);
      while (in.hasRemaining()) {
        int command = in.get() & 0xFF;
        if ((command & 0x80) == 0) {
          out.write(delta, in.position(), command);
          in.position(in.position() + command);
        } else {
          int from = number(in, command, 0, 4);
          int length = number(in, command, 4, 3);
          out.write(base.bytes(), from, length == 0 ? 0x10000 : length);
        }
      }
      if (out.size() != size) {
        throw new IOException("a delta has " + out.size() + " bytes; expected " + size);
      }
      return new Content(base.type(), out.toByteArray());
    } catch (IndexOutOfBoundsException
        | java.nio.BufferUnderflowException
        | IllegalArgumentException e) {
      throw new IOException("a delta is damaged", e);
    }
  }

  private static long length(ByteBuffer in) {
    long length = 0;
    int next;
    int shift = 0;
    do {
      next = in.get();
      length |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while ((next & 0x80) != 0);
    return length;
  }

  /** A number without its zero bytes; the bits say which bytes are present. */
  private static int number(ByteBuffer in, int command, int firstBit, int bits) {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      if ((command & (1 << (firstBit + i))) != 0) {
        number |= (in.get() & 0xFF) << (8 * i);
      }
    }
    return number;
  }

  private static byte[] inflated(InputStream in, int size) throws IOException {
    return whole(new InflaterInputStream(in), size);
  }

  /** Exactly this number of bytes, up to the end of the stream: only there is the checksum of a compressed stream verified. */
  private static byte[] whole(InputStream in, int size) throws IOException {
    byte[] bytes = exactly(in, size);
    if (in.read() >= 0) {
      throw new IOException("an object has more than its " + size + " bytes");
    }
    return bytes;
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("an object ends after " + bytes.length + " of " + size + " bytes");
    }
    return bytes;
  }

  private static int size(long size) throws IOException {
    if (size < 0 || size > MAX_OBJECT_BYTES) {
      throw new IOException(
          "an object has " + size + " bytes; expected at most " + MAX_OBJECT_BYTES);
    }
    return (int) size;
  }

  private static int next(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("an object ends too early");
    }
    return next;
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, position + bytes.position());
      if (read < 0) {
        throw new EOFException("an index ends too early");
      }
    }
    return bytes;
  }

  /** Mode and id of the entry at a path below a tree, null if there is none. */
  @Nullable
  Entry find(String tree, List<String> path) throws IOException {
    String id = tree;
    Entry entry = null;
    for (String name : path) {
      if (entry != null && !entry.isFolder()) {
        return null;
      }
      entry = entry(read(id), name, id.length() / 2);
      if (entry == null) {
        return null;
      }
      id = entry.id();
    }
    return entry;
  }

  /** An entry of a tree. */
  record Entry(String mode, String id) {

    boolean isFolder() {
      return mode.equals("40000");
    }

    boolean isFile() {
      return mode.startsWith("100");
    }
  }

  private static @Nullable Entry entry(Content tree, String name, int idLength) throws IOException {
    byte[] bytes = tree.bytes();
    int at = 0;
    while (at < bytes.length) {
      int start = at;
      int space = indexOf(bytes, (byte) ' ', start);
      int end = indexOf(bytes, (byte) 0, space);
      String found = new String(bytes, space + 1, end - space - 1, StandardCharsets.UTF_8);
      at = end + 1 + idLength;
      if (at > bytes.length) {
        throw new IOException("a folder is damaged");
      }
      if (found.equals(name)) {
        String mode = new String(bytes, start, space - start, StandardCharsets.US_ASCII);
        return new Entry(mode, HEX.formatHex(bytes, end + 1, at));
      }
    }
    return null;
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) throws IOException {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw new IOException("a folder is damaged");
  }
}
