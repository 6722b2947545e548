// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {

  @TempDir
  private Path folder;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void what_is_created_belongs_to_its_owner_alone() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path made = DataFiles.createFolders(folder.resolve("a/b"));
    assertEquals(folder.resolve("a/b"), made);
    assertEquals("rwx------", mode(made));
    assertEquals("rwx------", mode(made.getParent()));
    Path file = DataFiles.createFile(made.resolve("empty"));
    assertEquals("rw-------", mode(file));
    try (var channel = DataFiles.openNew(made.resolve("new"))) {
      assertEquals(0, channel.size());
    }
    assertEquals("rw-------", mode(made.resolve("new")));
    DataFiles.replace(made.resolve("replaced"), out -> out.write(1));
    assertEquals("rw-------", mode(made.resolve("replaced")));
  }

  @Test
  void what_exists_keeps_its_content_and_its_permissions() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    assertEquals(open, DataFiles.createFolders(open));
    assertEquals("rwxr-x---", mode(open));
    Path file = Files.writeString(open.resolve("file"), "kept");
    assertEquals(file, DataFiles.createFile(file));
    assertEquals("kept", Files.readString(file));
    assertThrows(FileAlreadyExistsException.class, () -> DataFiles.openNew(file));
  }

  @Test
  void many_folders_are_made_and_those_that_exist_are_kept() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("01"));
    Files.writeString(kept.resolve("file"), "kept");
    DataFiles.createFolders(folder, List.of("00", "01", "02"));
    for (String name : List.of("00", "01", "02")) {
      assertTrue(Files.isDirectory(folder.resolve(name)), name);
    }
    assertEquals("kept", Files.readString(kept.resolve("file")));
  }

  @Test
  void a_file_is_in_the_way_of_a_folder_of_its_name() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));
    assertThrows(FileAlreadyExistsException.class, () -> DataFiles.createFolders(file));
    assertThrows(
        FileAlreadyExistsException.class, () -> DataFiles.createFolders(folder, List.of("taken")));
  }

  @Test
  void a_replaced_file_has_all_of_the_new_content_or_all_of_the_old() throws IOException {
    Path file = folder.resolve("state.json");
    DataFiles.replace(file, out -> out.write("one".getBytes(UTF_8)));
    DataFiles.replace(file, out -> out.write("two".getBytes(UTF_8)));
    assertEquals("two", Files.readString(file));
    var failure = assertThrows(
        IOException.class,
        () -> DataFiles.replace(file, out -> {
          out.write("thr".getBytes(UTF_8));
          throw new IOException("disk full");
        }));
    assertEquals("disk full", failure.getMessage());
    assertEquals("two", Files.readString(file));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count(), "files that are left behind");
    }
  }

  @Test
  void buffered_content_is_written_before_it_replaces() throws IOException {
    Path file = folder.resolve("large");
    DataFiles.replace(file, out -> out.write(new byte[100_000]));
    assertEquals(100_000, Files.size(file));
  }
}
