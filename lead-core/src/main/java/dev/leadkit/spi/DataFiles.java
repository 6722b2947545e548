// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Creates files and folders for personal data.
 *
 * <p>Only their owner can read and write them: folders have mode 0700, files 0600. Existing files and folders keep their permissions, so that
 * an operator may grant access to a group. On a file system without POSIX permissions they inherit those of the folder above.
 */
public final class DataFiles {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private DataFiles() {}

  /**
   * Creates a folder and its missing parents, and forces their names to disk, so that a power cut cannot lose a folder whose content has been
   * forced to disk. Does nothing if the folder exists.
   */
  public static Path createFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        createFolders(parent);
      }
      createFolder(folder);
      if (parent != null) {
        force(parent);
      }
    }
    return folder;
  }

  /** Creates folders in an existing one and forces all their names to disk at once. Does nothing for those that exist. */
  public static void createFolders(Path parent, List<String> names) throws IOException {
    for (String name : names) {
      createFolder(parent.resolve(name));
    }
    force(parent);
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectory(folder, attributes(folder, FOLDER));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        } // else another process was faster
      }
    }
  }

  /** Creates an empty file if there is none; the folder must exist. */
  public static Path createFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      try {
        openNew(file).close();
      } catch (FileAlreadyExistsException e) {
        return file; // another process was faster
      }
    }
    return file;
  }

  /**
   * Creates a file and opens it for writing.
   *
   * @throws FileAlreadyExistsException if there is such a file
   */
  public static FileChannel openNew(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        attributes(file, FILE));
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes the whole content; the caller closes the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces the content of a file atomically: a reader, even after a restart of the machine, finds the complete old or the complete new
   * content.
   *
   * @throws IOException if it cannot be written; then the file is unchanged
   */
  public static void replace(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": expected a file, found the root of a file system");
    }
    Path temporary = Files.createTempFile(folder, "writing-", ".tmp", attributes(file, FILE));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(folder);
  }

  /** Forces the names in a folder to disk. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
