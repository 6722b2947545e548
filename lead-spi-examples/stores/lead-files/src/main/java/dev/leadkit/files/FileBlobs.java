// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.Blob;
import dev.leadkit.Hash;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.DataFiles;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A blob store in a folder: one file for each content, named by its SHA-256, such as {@code ab/abcd…}.
 *
 * <p><b>Writing.</b> Content is written to a new file under {@code incoming} that no other writer has, because it is created exclusively. It is
 * forced to the disk, read back, and moved to its name in one step; then its folder is forced as well. So a file with its final name is always
 * complete, and when {@code put} returns there is one. Several writers of the same content may work at the same time; the last move replaces a
 * file with an equal one. Files are never locked: POSIX releases all locks that a process has on a file as soon as the process closes any
 * descriptor of it, so locks cannot separate two instances in one process.
 *
 * <p><b>Damage.</b> {@code put} compares an existing file with the content byte by byte and replaces it if it differs, so the next copy of a
 * message repairs a damaged, truncated or empty file. This takes a fraction of the time for forcing the folder, which happens in any case. The
 * stream of {@code open} verifies the hash and throws an {@link IOException}, at the latest at its end, if the content is damaged.
 *
 * <p><b>Format.</b> The first byte of a file is the format of the rest: 0 is the content itself, 1 is deflated (RFC 1951) with the dictionary
 * {@code mail-1.txt}, which has the text that most mails have in common. Content of up to 1 MiB is deflated if that makes it smaller; larger
 * content is streamed and stored as it is. A released format never changes; a new one gets a new number. There is one level of 256 folders, all
 * created when the store is first opened: a folder for every few blobs would cost a disk block and two more forced writes for each.
 *
 * <p>Folders have mode 0700 and files 0600. Files that a killed process left under {@code incoming} are removed by the first process that opens
 * the folder at least a day later. A folder that cannot be written is opened for reading: {@code put} and {@code delete} then throw
 * {@link StoreException}.
 *
 * <p>Any number of threads, instances and processes can use a folder at the same time.
 */
public final class FileBlobs implements BlobStore {

  private static final int PLAIN = 0;
  private static final int DEFLATED = 1;
  private static final int MAX_IN_MEMORY = 1 << 20;
  private static final int LEVEL = 4;
  private static final byte[] DICTIONARY = dictionary();

  /** The age from which a file under {@code incoming} is a leftover: no write takes that long. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** How names of unfinished files begin: with the process and its start time, so that they are never reused. */
  private static final String PROCESS = ProcessHandle.current().pid() + "-"
      + ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L) + "-";

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Path folder;
  private final Path incoming;
  private final boolean isReadOnly;

  /**
   * Opens the folder, or creates it.
   *
   * @throws StoreException if the folder does not exist and cannot be created
   */
  public FileBlobs(Path folder) {
    this(folder, Files.isDirectory(folder) && !Files.isWritable(folder));
    if (isReadOnly) {
      return;
    }
    try {
      prepare();
      removeAbandoned();
    } catch (IOException e) {
      throw new StoreException(folder + ": cannot be used as a blob folder: " + e, e);
    }
  }

  private FileBlobs(Path folder, boolean isReadOnly) {
    this.folder = folder;
    this.incoming = folder.resolve("incoming");
    this.isReadOnly = isReadOnly;
  }

  /** Opens the folder for reading. A missing folder is an empty store. */
  public static FileBlobs openReadOnly(Path folder) {
    return new FileBlobs(folder, true);
  }

  private void requireWritable() {
    if (isReadOnly) {
      throw new StoreException(folder + ": the store is open for reading only");
    }
  }

  private void prepare() throws IOException {
    DataFiles.createFolders(folder);
    var names = new ArrayList<>(List.of("incoming"));
    for (int i = 0; i < 256; i++) {
      names.add(HexFormat.of().toHexDigits((byte) i));
    }
    DataFiles.createFolders(folder, names);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      DataFiles.force(parent);
    }
  }

  /** Removes the files of killed processes. Their age is measured by the clock of the file system that dates them. */
  private void removeAbandoned() throws IOException {
    Path probe = newFile();
    Instant now;
    try {
      now = Files.getLastModifiedTime(probe).toInstant();
    } finally {
      Files.deleteIfExists(probe);
    }
    Instant limit = now.minus(ABANDONED);
    try (Stream<Path> files = Files.walk(incoming)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (isOlder(file, limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isOlder(Path file, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (NoSuchFileException e) {
      return false; // finished, or removed by another instance
    }
  }

  @Override
  public Blob put(InputStream content) {
    requireWritable();
    try {
      byte[] head = content.readNBytes(MAX_IN_MEMORY + 1);
      return head.length <= MAX_IN_MEMORY
          ? putSmall(head)
          : putLarge(new SequenceInputStream(new ByteArrayInputStream(head), content));
    } catch (IOException e) {
      throw new StoreException(folder + ": a blob could not be stored: " + e, e);
    }
  }

  private Blob putSmall(byte[] content) throws IOException {
    Blob blob = Blob.of(content);
    if (holds(file(blob.sha256()), content)) {
      DataFiles.force(folderOf(
          blob.sha256())); // another thread may have moved it and not yet forced its folder
      return blob;
    }
    byte[] kept = deflated(content);
    Path file = newFile();
    boolean isMoved = false;
    try {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        for (ByteBuffer bytes = ByteBuffer.wrap(kept); bytes.hasRemaining(); ) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (!holds(file, content)) {
        throw new IOException(file + ": the written content cannot be read back");
      }
      move(file, blob);
      isMoved = true;
    } finally {
      if (!isMoved) {
        Files.deleteIfExists(file);
      }
    }
    DataFiles.force(folderOf(blob.sha256()));
    return blob;
  }

  private Blob putLarge(InputStream content) throws IOException {
    Path file = newFile();
    boolean isMoved = false;
    try {
      Blob blob;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(PLAIN);
        MessageDigest digest = Hash.sha256();
        long size = new DigestInputStream(content, digest).transferTo(out);
        channel.force(true);
        blob = new Blob(HexFormat.of().formatHex(digest.digest()), size);
      }
      if (Files.size(file) != blob.size() + 1) {
        throw new IOException(file + ": another program writes to it");
      }
      Path kept = file(blob.sha256());
      if (!isSame(file, kept)) {
        move(file, blob);
        isMoved = true;
      }
      DataFiles.force(folderOf(blob.sha256()));
      return blob;
    } finally {
      if (!isMoved) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isSame(Path file, Path kept) throws IOException {
    try {
      return Files.mismatch(file, kept) == -1;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether the file exists and has this small content. */
  private static boolean holds(Path file, byte[] content) throws IOException {
    try (InputStream kept = decoded(file)) {
      return Arrays.equals(kept.readNBytes(content.length), content) && kept.read() == -1;
    } catch (NoSuchFileException e) {
      return false;
    } catch (EOFException | ZipException e) {
      return false; // cut off or damaged
    }
  }

  /** A new file for unfinished content, created exclusively so that no other writer in any process has it. */
  private Path newFile() throws IOException {
    while (true) {
      Path file = incoming.resolve(PROCESS + NUMBER.getAndIncrement());
      try {
        DataFiles.openNew(file).close();
        return file;
      } catch (FileAlreadyExistsException e) {
        continue; // of a process with the same number in another container
      }
    }
  }

  private void move(Path unfinished, Blob blob) throws IOException {
    Files.move(
        unfinished,
        file(blob.sha256()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
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
    try {
      return new Verifying(decoded(file(sha256)), sha256, file(sha256));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** The content of a file, verified or not. */
  private static InputStream decoded(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    boolean isOpen = false;
    try {
      int format = in.read();
      isOpen = format == PLAIN || format == DEFLATED;
      if (format == PLAIN) {
        return in;
      } else if (format == DEFLATED) {
        return new Inflating(in);
      }
      throw new ZipException(file
          + (format < 0
              ? ": is empty"
              : ": is damaged, or was written by a newer release: format " + format));
    } finally {
      if (!isOpen) {
        in.close();
      }
    }
  }

  @Override
  public void delete(String sha256) {
    requireWritable();
    if (!isHash(sha256)) {
      return;
    }
    try {
      if (Files.deleteIfExists(file(sha256))) {
        DataFiles.force(folderOf(sha256));
      }
    } catch (IOException e) {
      throw new StoreException(file(sha256) + ": cannot be deleted: " + e, e);
    }
  }

  /** Does nothing: no file stays open between calls. */
  @Override
  public void close() {}

  private Path folderOf(String sha256) {
    return folder.resolve(sha256.substring(0, 2));
  }

  private Path file(String sha256) {
    return folderOf(sha256).resolve(sha256);
  }

  private static boolean isHash(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static byte[] dictionary() {
    try (InputStream in = FileBlobs.class.getResourceAsStream("mail-1.txt")) {
      if (in == null) {
        throw new AssertionError("mail-1.txt is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its inflater when it is closed: its memory outside the heap must not wait for the garbage collector. */
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

  /** Passes content on and throws at its end if its hash is not the requested one. */
  private static final class Verifying extends FilterInputStream {

    private final MessageDigest digest = Hash.sha256();
    private final String sha256;
    private final Path file;
    private boolean isVerified;
    private boolean isDamaged;

    Verifying(InputStream in, String sha256, Path file) {
      super(in);
      this.sha256 = sha256;
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(buffer, offset, length);
      } catch (EOFException | ZipException e) {
        throw new IOException(file + ": is damaged: " + e.getMessage(), e);
      }
      if (count >= 0) {
        digest.update(buffer, offset, count);
      } else if (!isVerified) {
        isVerified = true;
        isDamaged = !HexFormat.of().formatHex(digest.digest()).equals(sha256);
      }
      if (isDamaged) {
        throw new IOException(file + ": is damaged: its content has another hash");
      }
      return count;
    }

    /** Skips by reading, because skipped bytes are part of the hash. */
    @Override
    public long skip(long count) throws IOException {
      long left = count;
      byte[] buffer = new byte[8192];
      while (left > 0) {
        int read = read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      return count - left;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
