// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import dev.leadkit.crash.DiskJournal.Entry;
import dev.leadkit.crash.DiskJournal.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A model of a disk: the changes that a process made, and which of them were forced.
 *
 * <p>Forced changes survive a power cut. Any part of the others may survive: each write to a file separately, in any order, completely or in
 * sectors of 512 bytes. File systems differ in what they promise about names, so a cut follows one of two {@link Names}.
 */
final class Disk {

  /** The promise of a file system about names that were created, changed or removed. */
  enum Names {
    /** They change in order, and each sync of any file or folder forces all changes before it, as on ext4. */
    IN_ORDER,
    /** Only the sync of a folder forces the names in it; any of the others may survive (the minimum of POSIX). */
    BY_FOLDER
  }

  private static final int SECTOR = 512;

  /** A file, independent of its names. */
  private static final class Content {
    private final Bytes forced = new Bytes(new byte[0]);
    private final List<Entry> pending = new ArrayList<>();

    void force() {
      pending.forEach(forced::apply);
      pending.clear();
    }

    /** Its content if each change that was not forced survives with this probability. */
    byte[] surviving(double kept, Random random) {
      var bytes = new Bytes(forced.toArray());
      for (Entry entry : pending) {
        if (random.nextDouble() < kept) {
          if (entry.bytes().length > SECTOR && random.nextInt(5) == 0) {
            sectors(entry).stream().filter(sector -> random.nextBoolean()).forEach(bytes::apply);
          } else {
            bytes.apply(entry);
          }
        }
      }
      return bytes.toArray();
    }

    private static List<Entry> sectors(Entry write) {
      var sectors = new ArrayList<Entry>();
      for (int at = 0; at < write.bytes().length; at += SECTOR) {
        int end = Math.min(at + SECTOR, write.bytes().length);
        sectors.add(new Entry(
            Operation.WRITE,
            write.inode(),
            write.number() + at,
            Arrays.copyOfRange(write.bytes(), at, end),
            ""));
      }
      return sectors;
    }
  }

  /** The content of a file, which grows and shrinks. */
  private static final class Bytes {
    private byte[] array;
    private int length;

    Bytes(byte[] array) {
      this.array = array;
      this.length = array.length;
    }

    void apply(Entry entry) {
      int offset = Math.toIntExact(entry.number());
      if (entry.operation() == Operation.TRUNCATE) {
        resize(offset);
      } else {
        resize(Math.max(length, offset + entry.bytes().length));
        System.arraycopy(entry.bytes(), 0, array, offset, entry.bytes().length);
      }
    }

    private void resize(int newLength) {
      if (newLength > array.length) {
        array = Arrays.copyOf(array, Math.max(newLength, 2 * array.length));
      } else if (newLength < length) {
        Arrays.fill(array, newLength, length, (byte) 0);
      }
      length = newLength;
    }

    byte[] toArray() {
      return Arrays.copyOf(array, length);
    }
  }

  /** A name that appeared (with its content) or vanished (without) in a folder; the changes of one {@code step} are one. */
  private record NameChange(int step, String path, @Nullable Content content, boolean isFolder) {}

  private final Path root;
  private final Map<Long, Content> byInode = new HashMap<>();
  private final Map<Long, String> folders = new HashMap<>();

  /** The files by name, as the running process sees them. */
  private final Map<String, Content> now = new HashMap<>();

  /** The files by name that are certain to be there after a cut, for each kind of file system. */
  private final Map<Names, Map<String, NameChange>> sure = new HashMap<>();

  private final Map<Names, List<NameChange>> unsure = new HashMap<>();
  private int steps;

  Disk(Path root) {
    this.root = root;
    for (Names names : Names.values()) {
      sure.put(names, new LinkedHashMap<>());
      unsure.put(names, new ArrayList<>());
    }
  }

  void apply(Entry entry) {
    steps++;
    switch (entry.operation()) {
      case OPEN -> open(entry);
      case OPEN_FOLDER -> folders.put(entry.inode(), entry.path());
      case WRITE, TRUNCATE -> content(entry).pending.add(entry);
      case SYNC -> sync(entry);
      case RENAME -> {
        Content moved = now.remove(entry.path());
        changed(entry.path(), null, false);
        now.put(entry.target(), moved);
        changed(entry.target(), moved, false);
      }
      case LINK -> {
        Content linked = now.get(entry.path());
        now.put(entry.target(), linked);
        changed(entry.target(), linked, false);
      }
      case UNLINK -> {
        now.remove(entry.path());
        changed(entry.path(), null, false);
      }
      case MAKE_FOLDER -> changed(entry.path(), null, true);
    }
  }

  private void open(Entry entry) {
    Content known = byInode.get(entry.inode());
    Content named = now.get(entry.path());
    if (named != null && named == known) {
      return;
    }
    // The number of a removed file is used again.
    Content content = known != null && now.containsValue(known) ? known : new Content();
    byInode.put(entry.inode(), content);
    now.put(entry.path(), content);
    changed(entry.path(), content, false);
  }

  private Content content(Entry entry) {
    Content content = byInode.get(entry.inode());
    if (content == null) {
      throw new IllegalStateException("journal: no file has inode " + entry.inode());
    }
    return content;
  }

  private void changed(String path, @Nullable Content content, boolean isFolder) {
    var change = new NameChange(steps, path, content, isFolder);
    unsure.values().forEach(list -> list.add(change));
  }

  private void sync(Entry entry) {
    String folder = folders.get(entry.inode());
    boolean isFolder = folder != null && !now.containsKey(folder);
    if (!isFolder) {
      content(entry).force();
    }
    settle(Names.IN_ORDER, change -> true);
    if (isFolder) {
      settle(Names.BY_FOLDER, change -> Path.of(change.path()).getParent().equals(Path.of(folder)));
    }
  }

  private void settle(Names names, Predicate<NameChange> forced) {
    Map<String, NameChange> map = sure.get(names);
    unsure.get(names).removeIf(change -> {
      boolean settled = forced.test(change);
      if (settled) {
        map.put(change.path(), change);
      }
      return settled;
    });
  }

  /** Writes a disk that a power cut at this moment may leave behind. */
  void cut(Names names, Random random, Path target) throws IOException {
    var found = new LinkedHashMap<>(sure.get(names));
    survivors(names, random).forEach(change -> found.put(change.path(), change));
    double kept = List.of(0.0, 0.5, 0.9, 1.0).get(random.nextInt(4));
    Map<Content, byte[]> contents = new HashMap<>();
    Files.createDirectories(target);
    Set<String> lostFolders = new HashSet<>();
    for (NameChange change : unsure.get(names)) {
      if (change.isFolder() && found.get(change.path()) != change) {
        lostFolders.add(change.path());
      }
    }
    for (NameChange change : found.values()) {
      Content content = change.content();
      boolean isLost = lostFolders.stream().anyMatch(lost -> change.path().startsWith(lost + "/"));
      boolean isRebuilt = change.path().endsWith("-shm"); // SQLite's index of the log, never forced
      if (isLost || isRebuilt || content == null && !change.isFolder()) {
        continue;
      }
      Path path = target.resolve(root.relativize(Path.of(change.path())).toString());
      if (content == null) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      Files.write(path, contents.computeIfAbsent(content, file -> file.surviving(kept, random)));
    }
  }

  /** The changes of names that survive although nothing forced them. */
  private List<NameChange> survivors(Names names, Random random) {
    List<NameChange> changes = unsure.get(names);
    if (names == Names.IN_ORDER) {
      int end = random.nextInt(changes.size() + 1);
      while (end > 0
          && end < changes.size()
          && changes.get(end).step() == changes.get(end - 1).step()) {
        end++; // a rename is one step
      }
      return changes.subList(0, end);
    }
    double kept = random.nextInt(3) / 2.0;
    Map<Integer, Boolean> survives = new HashMap<>();
    return changes.stream()
        .filter(
            change -> survives.computeIfAbsent(change.step(), step -> random.nextDouble() < kept))
        .toList();
  }
}
