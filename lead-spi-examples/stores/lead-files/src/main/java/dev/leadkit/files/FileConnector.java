// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.Message;
import dev.leadkit.Score.Contribution;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.DataFiles;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A connector that appends each delivery to a file, as one line of JSON: a substitute for a CRM.
 *
 * <p>The record of a lead is the last line with its {@code external_id}. The same delivery id adds one line only, also after a restart and after
 * {@code kill -9}: the ids are read from the file itself. A last line without a line end was torn by a crash and its delivery was never
 * confirmed, so it is cut off. When {@code deliver} returns, its line is forced to the disk. The lines of concurrent callers are written and
 * forced together; if that fails, it fails for each of them.
 *
 * <p>The length of a line does not depend on the length of the thread: {@code messages} has the latest ten messages of the lead, {@code
 * message_count} their total number. The file has mode 0600, a folder that is created for it 0700.
 *
 * <p>Any number of threads, instances and processes on one machine can use a file at the same time.
 */
public final class FileConnector implements Connector {

  private static final String ID = "{\"delivery_id\":";

  private static final int MAX_LINE = 1 << 20;
  private static final int MAX_MESSAGES = 10;

  private final Path file;
  private final int maxLine;

  /**
   * Excludes the other instances in this process: a file lock excludes other processes only, and is lost as soon as this process closes any
   * descriptor of the file. An interned string is the same object in every class loader.
   */
  private final Object monitor;

  private final List<Entry> waiting = new ArrayList<>();
  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private long known;

  /**
   * Opens the file, or creates it.
   *
   * @throws UncheckedIOException if it cannot be created or read
   */
  public FileConnector(Path file) {
    this(file, MAX_LINE);
  }

  FileConnector(Path file, int maxLine) {
    this.maxLine = maxLine;
    try {
      Path folder = DataFiles.createFolders(file.toAbsolutePath().normalize().resolveSibling(""));
      DataFiles.createFile(file);
      DataFiles.force(folder);
      this.file = file.toRealPath();
      this.monitor = ("dev.leadkit.files.FileConnector " + this.file).intern();
      synchronized (monitor) {
        write(List.of());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be used as a file of deliveries", e);
    }
  }

  /** Appends the line. The reference is the external id. A line of more than 1 MiB is rejected. */
  @Override
  public Outcome deliver(Delivery delivery) throws IOException {
    if (!written.contains(delivery.id())) {
      var entry = new Entry(delivery.id(), line(delivery));
      if (entry.line.length > maxLine) {
        return Outcome.rejected("the line is longer than " + maxLine + " bytes");
      }
      synchronized (waiting) {
        waiting.add(entry);
      }
      synchronized (monitor) {
        if (!entry.isDone) {
          writeAll();
        }
      }
      // What matters is that the line is on the disk, no matter which caller wrote it and what
      // happened to that caller.
      if (!written.contains(delivery.id())) {
        throw new IOException(file + ": could not be written", entry.failure);
      }
    }
    return Outcome.accepted(delivery.externalId());
  }

  private static final class Entry {
    final String id;
    final byte[] line;
    boolean isDone;

    @Nullable
    Throwable failure;

    Entry(String id, byte[] line) {
      this.id = id;
      this.line = line;
    }
  }

  /** The first caller that gets here writes the lines of all that wait. */
  private void writeAll() {
    List<Entry> batch;
    synchronized (waiting) {
      batch = List.copyOf(waiting);
      waiting.clear();
    }
    Throwable failure = null;
    try {
      write(batch);
    } catch (IOException | RuntimeException | Error e) {
      failure = e; // thrown by deliver, to each of them
    }
    for (Entry entry : batch) {
      entry.isDone = true;
      entry.failure = failure;
    }
  }

  /** Reads the lines of other processes, cuts off a torn one, and appends the lines that are not in the file yet. */
  private void write(List<Entry> batch) throws IOException {
    DataFiles.createFile(file);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock exclusive = channel.lock()) {
      var unforced = new HashSet<String>();
      long end = read(channel, unforced);
      if (end < channel.size()) {
        channel.truncate(end);
      }
      var ids = new LinkedHashSet<String>();
      int length = 0;
      for (Entry entry : batch) {
        if (!written.contains(entry.id) && !unforced.contains(entry.id) && ids.add(entry.id)) {
          length += entry.line.length;
        }
      }
      ByteBuffer lines = ByteBuffer.allocate(length);
      var left = new HashSet<>(ids);
      batch.stream().filter(entry -> left.remove(entry.id)).forEach(entry -> lines.put(entry.line));
      lines.flip();
      for (long at = end; lines.hasRemaining(); ) {
        at += channel.write(lines, at);
      }
      channel.force(true);
      known = end + length;
      written.addAll(unforced);
      written.addAll(ids);
      assert exclusive.isValid();
    }
  }

  /** Reads the ids of new lines, and returns where the last complete line ends. */
  private long read(FileChannel channel, Set<String> ids) throws IOException {
    if (channel.size() < known) {
      known = 0;
      written.clear();
    }
    var line = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(1 << 16);
    long end = known;
    for (long at = known; channel.read(piece.clear(), at) > 0; at += piece.limit()) {
      piece.flip();
      for (int i = 0; i < piece.limit(); i++) {
        byte c = piece.get(i);
        if (c == '\n') {
          ids.add(id(line.toString(StandardCharsets.UTF_8)));
          line.reset();
          end = at + i + 1;
        } else if (line.size() < 256) {
          line.write(c);
        }
      }
    }
    return end;
  }

  private static String id(String line) {
    int start = line.indexOf('"', ID.length()) + 1;
    int end = line.indexOf('"', start);
    return line.startsWith(ID) && start > 0 && end > start ? line.substring(start, end) : "";
  }

  private static byte[] line(Delivery delivery) {
    var lead = delivery.lead();
    var contact = lead.contact();
    var assignment = delivery.assignment();
    List<Message> messages = lead.messages();
    List<Message> latest =
        messages.subList(Math.max(0, messages.size() - MAX_MESSAGES), messages.size());
    var rationale = new ArrayList<String>();
    for (Contribution line : delivery.score().contributions()) {
      if (line.points() != 0) {
        rationale.add((line.points() > 0 ? "+" : "") + line.points() + " " + line.rule()
            + (line.why().isEmpty() ? "" : ": " + line.why()));
      }
    }
    var json = new JsonLine()
        .put("delivery_id", delivery.id())
        .put("external_id", delivery.externalId())
        .put("attempt", delivery.attempt())
        .put("lead", lead.id().value())
        .put("email", contact.address().email())
        .put("name", contact.address().name())
        .put("score", delivery.score().value())
        .put("rationale", rationale)
        .put("queue", assignment.queue())
        .put("owner", assignment.owner())
        .put("due", assignment.due() == null ? "" : assignment.due().toString())
        .put("message_count", messages.size())
        .put("messages", latest.stream().map(Message::id).toList());
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
