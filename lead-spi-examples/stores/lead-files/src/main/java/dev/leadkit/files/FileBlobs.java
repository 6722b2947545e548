// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.Blob;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob store in a folder: every content in a file of its own, {@code ab/abcd…}, named by its SHA-256.
 *
 * <p>A file is written under {@code incoming}, forced to the disk, moved to its name in one step, and its folder is forced too: what has a
 * name is whole, and what {@code put} answered for has a name, whatever fails. What a killed process left under {@code incoming} is
 * removed by the next one that opens the folder. There is one level of 256 folders, all made at the first opening: a folder for every few
 * blobs would cost a disk block and two more forced writes for each.
 *
 * <p>The first byte of a file says how the rest is kept: 0 as it is, 1 deflated with the dictionary {@code mail-1.txt} (RFC 1951), which
 * holds what most mails have in common. Contents of up to 1 MiB are deflated where that makes them smaller; larger ones are streamed and
 * kept as they are. A format, once released, is never changed: a new one gets a new number.
 *
 * <p>Many threads and many processes on one machine can use one folder at once.
 */
public final class FileBlobs implements BlobStore {

  private static final int PLAIN = 0;
  private static final int DEFLATED = 1;
  private static final int LARGEST_IN_MEMORY = 1 << 20;
  private static final int LEVEL = 4;
  private static final byte[] DICTIONARY = dictionary();

  private final Path folder;
  private final Path incoming;
  private final FileChannel claim;
  private final AtomicLong number = new AtomicLong();

  /**
   * Opens the folder, and makes it where it is missing.
   *
   * @throws StoreException if it cannot be made or written
   */
  public FileBlobs(Path folder) {
    this.folder = folder;
    try {
      prepare();
      Claim claimed = claim();
      this.claim = claimed.channel();
      this.incoming = claimed.folder();
    } catch (IOException e) {
      throw new StoreException(folder + ": cannot be used as a blob folder: " + e, e);
    }
  }

  private void prepare() throws IOException {
    Files.createDirectories(folder.resolve("incoming"));
    for (int i = 0; i < 256; i++) {
      Path shelf = folder.resolve(HexFormat.of().toHexDigits((byte) i));
      if (!Files.isDirectory(shelf)) {
        Files.createDirectories(shelf);
      }
    }
    force(folder);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      force(parent);
    }
  }

  private record Claim(FileChannel channel, Path folder) {}

  /** Takes the first folder for unfinished files that no living process holds, and empties it. */
  private Claim claim() throws IOException {
    for (int i = 0; ; i++) {
      Path lock = folder.resolve("incoming").resolve(i + ".lock");
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        Path claimed = Files.createDirectories(folder.resolve("incoming").resolve("" + i));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(claimed)) {
          for (Path file : left) {
            Files.delete(file);
          }
        }
        return new Claim(channel, claimed);
      }
      channel.close();
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public Blob put(InputStream content) {
    try {
      byte[] head = content.readNBytes(LARGEST_IN_MEMORY + 1);
      return head.length <= LARGEST_IN_MEMORY
          ? putSmall(head)
          : putLarge(new SequenceInputStream(new ByteArrayInputStream(head), content));
    } catch (IOException e) {
      throw new StoreException(folder + ": a blob could not be kept: " + e, e);
    }
  }

  private Blob putSmall(byte[] content) throws IOException {
    Blob blob = Blob.of(content);
    if (isKept(blob)) {
      return blob;
    }
    byte[] kept = deflated(content);
    Path file = unfinished();
    try (var out = new FileOutputStream(file.toFile())) {
      out.write(kept);
      out.getFD().sync();
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    finish(file, blob);
    return blob;
  }

  private Blob putLarge(InputStream content) throws IOException {
    MessageDigest digest = sha256();
    Path file = unfinished();
    long size;
    try (var out = new FileOutputStream(file.toFile())) {
      out.write(PLAIN);
      size = new DigestInputStream(content, digest).transferTo(out);
      out.getFD().sync();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    var blob = new Blob(HexFormat.of().formatHex(digest.digest()), size);
    if (isKept(blob)) {
      Files.delete(file);
    } else {
      finish(file, blob);
    }
    return blob;
  }

  /** Whether it is there already, and for good: another thread may have moved it and not yet forced its folder. */
  private boolean isKept(Blob blob) throws IOException {
    Path file = file(blob.sha256());
    if (!Files.exists(file)) {
      return false;
    }
    force(shelf(blob.sha256()));
    return true;
  }

  private Path unfinished() {
    return incoming.resolve(Long.toString(number.getAndIncrement()));
  }

  private void finish(Path unfinished, Blob blob) throws IOException {
    try {
      Files.move(unfinished, file(blob.sha256()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    force(shelf(blob.sha256()));
  }

  private static byte[] deflated(byte[] content) {
    byte[] kept = new byte[content.length + 1];
    var deflater = new Deflater(LEVEL, true);
    try {
      deflater.setDictionary(DICTIONARY);
      deflater.setInput(content);
      deflater.finish();
      int length = deflater.deflate(kept, 1, content.length);
      if (deflater.finished()) {
        kept[0] = DEFLATED;
        return Arrays.copyOf(kept, length + 1);
      }
    } finally {
      deflater.end();
    }
    kept[0] = PLAIN;
    System.arraycopy(content, 0, kept, 1, content.length);
    return kept;
  }

  @Override
  public @Nullable InputStream open(String sha256) throws IOException {
    if (!isHash(sha256)) {
      return null;
    }
    InputStream file;
    try {
      file = Files.newInputStream(file(sha256));
    } catch (NoSuchFileException e) {
      return null;
    }
    int format = file.read();
    if (format == PLAIN) {
      return file;
    }
    if (format == DEFLATED) {
      return new Inflating(file);
    }
    file.close();
    throw new StoreException(file(sha256) + ": format " + format + " is not known");
  }

  @Override
  public void delete(String sha256) {
    if (!isHash(sha256)) {
      return;
    }
    try {
      if (Files.deleteIfExists(file(sha256))) {
        force(shelf(sha256));
      }
    } catch (IOException e) {
      throw new StoreException(file(sha256) + ": cannot be deleted: " + e, e);
    }
  }

  /** Lets another instance use the place for unfinished files; what was put stays. */
  @Override
  public void close() {
    try {
      claim.close();
    } catch (IOException e) {
      throw new StoreException(folder + ": cannot be closed: " + e, e);
    }
  }

  private Path shelf(String sha256) {
    return folder.resolve(sha256.substring(0, 2));
  }

  private Path file(String sha256) {
    return shelf(sha256).resolve(sha256);
  }

  private static boolean isHash(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static byte[] dictionary() {
    try (InputStream in = FileBlobs.class.getResourceAsStream("mail-1.txt")) {
      if (in == null) {
        throw new AssertionError("the library's jar lacks mail-1.txt");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its inflater with the stream: memory outside the heap would otherwise wait for the collector. */
  private static final class Inflating extends InflaterInputStream {

    Inflating(InputStream in) {
      super(in, new Inflater(true), 8192);
      inf.setDictionary(DICTIONARY);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        inf.end();
      }
    }
  }
}
