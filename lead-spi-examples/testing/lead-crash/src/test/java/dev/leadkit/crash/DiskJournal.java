// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal of {@code disk-journal.c}: every change that a process made to the files below a folder, in order. */
final class DiskJournal {

  /** The kinds of changes. */
  enum Operation {
    OPEN('O'),
    OPEN_FOLDER('D'),
    WRITE('W'),
    TRUNCATE('T'),
    SYNC('S'),
    RENAME('R'),
    LINK('L'),
    UNLINK('U'),
    MAKE_FOLDER('M');

    private final char code;

    Operation(char code) {
      this.code = code;
    }

    static Operation of(char code) {
      for (Operation operation : values()) {
        if (operation.code == code) {
          return operation;
        }
      }
      throw new IllegalArgumentException("operation: expected one of ODWTSRLUM, got " + code);
    }
  }

  /**
   * One change.
   *
   * @param inode of the file; 0 for operations on names
   * @param number the offset of a write, the length of a truncation
   * @param bytes the content of a write, else the path
   * @param target the new path of a rename or link, else {@code ""}
   */
  record Entry(Operation operation, long inode, long number, byte[] bytes, String target) {

    String path() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private DiskJournal() {}

  static List<Entry> read(Path file) throws IOException {
    ByteBuffer journal = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    var entries = new ArrayList<Entry>();
    while (journal.hasRemaining()) {
      Operation operation = Operation.of((char) journal.get());
      long inode = journal.getLong();
      long number = journal.getLong();
      var bytes = new byte[journal.getInt()];
      var target = new byte[journal.getInt()];
      journal.get(bytes).get(target);
      entries.add(
          new Entry(operation, inode, number, bytes, new String(target, StandardCharsets.UTF_8)));
    }
    return entries;
  }
}
