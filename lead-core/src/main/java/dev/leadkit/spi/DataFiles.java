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
 * Creates the files and folders in which personal data is kept.
 *
 * <p>What is created here can be read and written by its owner only: folders have mode 0700, files 0600. What exists already keeps its
 * permissions, so that an operator may open it to a group. On a file system without POSIX permissions the rights are those of the folder
 * above.
 */
public final class DataFiles {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private DataFiles() {}

  /**
   * Creates a folder, and those above it that are missing, and forces their names to the disk: what is forced later in a folder whose own
   * name is lost in a power cut is lost with it. Does nothing if the folder exists.
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

  /** Creates many folders in one that exists, and forces all their names at once. Does nothing for those that exist. */
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
   * Gives a file new content in one step: a reader, and a machine that restarts, finds the whole old or the whole new content.
   *
   * @throws IOException if it cannot be written; then the file is as it was
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

  /** Forces the names in a folder to the disk. */
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
