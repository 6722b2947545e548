// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

/** Makes a declared file name safe to show and to save under (RFC 2183 §5). */
public final class Filename {

  private static final int MAX_LENGTH = 200;

  private Filename() {}

  /** The last segment of the path, without characters that control, reorder or hide text, or that a file system reserves. */
  public static String safe(String declared) {
    int slash = Math.max(declared.lastIndexOf('/'), declared.lastIndexOf('\\'));
    StringBuilder name = new StringBuilder();
    for (int i = slash + 1; i < declared.length(); i++) {
      char c = declared.charAt(i);
      if ("<>:\"|?*".indexOf(c) >= 0) {
        name.append('_');
      } else if (!isHidden(c)) {
        name.append(c);
      }
    }
    return shortened(withoutDots(name.toString().strip()));
  }

  /** Whether the character is a control, a line separator, has no width, or changes the direction of text (Unicode TR 36 §2.10). */
  private static boolean isHidden(char c) {
    return c < ' '
        || c >= 0x7F && c <= 0x9F
        || c == 0x061C
        || c >= 0x200B && c <= 0x200F
        || c >= 0x2028 && c <= 0x202E
        || c >= 0x2060 && c <= 0x206F
        || c == 0xFEFF;
  }

  /** Removes dots and blanks at the end, which some systems ignore; a name of dots only is a folder. */
  private static String withoutDots(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    return name.substring(0, end);
  }

  /** Shortens the name before its extension. */
  private static String shortened(String name) {
    if (name.length() <= MAX_LENGTH) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
    int cut = MAX_LENGTH - extension.length();
    if (Character.isHighSurrogate(name.charAt(cut - 1))) {
      cut--;
    }
    return name.substring(0, cut) + extension;
  }
}
