// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** The files of lines that a configuration names. */
final class FileLines {

  /** A root, a drive or a scheme. */
  private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\]|[A-Za-z][A-Za-z0-9+.-]*:");

  private FileLines() {}

  /** The lines of a text, trimmed, without blank lines and comments. */
  static List<Node.Scalar> of(String name, String text, int order) {
    var lines = new ArrayList<Node.Scalar>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        int column = line.length() - line.stripLeading().length() + 1;
        var there = new Node.Place(name + ":" + number + ":" + column, order);
        lines.add(new Node.Scalar(there, Node.Kind.TEXT, content));
      }
    }
    return Collections.unmodifiableList(lines);
  }

  /** Whether a name refers to a file in the same folder or below, on any system and server. */
  static boolean isBelow(String name) {
    return !ABSOLUTE.matcher(name).lookingAt()
        && Arrays.stream(name.split("[/\\\\]", -1)).noneMatch(".."::equals);
  }

  /** The folder of a file as it is shown, with its last slash; {@code ""} if the name has none. */
  static String folder(String name) {
    return name.substring(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
