// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What all values of one tree have in common.
 *
 * @param report what was read and found in the tree
 * @param root the whole tree
 * @param files reads the files that the tree names
 * @param lines the lines of each file that was read, by the scalar that names it
 * @param readings what several readers of the tree need, by type
 */
record SettingsTree(
    Diagnostics report,
    Node root,
    Settings.Files files,
    Map<Node.Scalar, List<Node.Scalar>> lines,
    Map<Class<?>, Object> readings) {

  /** A tree from which nothing has been read. */
  static SettingsTree of(Diagnostics report, Node root, Settings.Files files) {
    return new SettingsTree(report, root, files, new IdentityHashMap<>(), new HashMap<>());
  }

  /** The same tree with another reader of files. */
  SettingsTree withFiles(Settings.Files reader) {
    return new SettingsTree(report, root, reader, lines, readings);
  }

  /** The lines of the file that a scalar names; none, with a problem, if it cannot be read. */
  List<Node.Scalar> linesOf(Node.Scalar name, String path) {
    List<Node.Scalar> known = lines.get(name);
    if (known == null) {
      known = read(name, path);
      lines.put(name, known);
    }
    return known;
  }

  private List<Node.Scalar> read(Node.Scalar name, String path) {
    String set = "set to " + ValueNodes.shown(name);
    if (!FileLines.isBelow(name.text())) {
      report.add(
          Diagnostic.Code.VALUE,
          name.place(),
          path,
          set
              + ", which is outside the folder of this file; expected a file beside this one or below");
      return List.of();
    }
    try {
      String place = FileLines.folder(root.place().text()) + name.text();
      return FileLines.of(place, files.read(name.text()), name.place().order());
    } catch (IOException e) {
      report.add(
          Diagnostic.Code.VALUE,
          name.place(),
          path,
          set + ", which cannot be read: " + e.getMessage()
              + "; expected a file in UTF-8, relative to this one");
      return List.of();
    }
  }

  /** See {@link Settings#shared}. */
  <T> T shared(Class<T> type, Supplier<T> make) {
    T known = type.cast(readings.get(type));
    if (known == null) {
      known = make.get();
      readings.put(type, known);
    }
    return known;
  }
}
