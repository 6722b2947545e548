// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.util.List;
import java.util.Objects;

/**
 * A file found in the middle of a text, decoded.
 *
 * @param name its name as declared, {@code ""} if it has none
 * @param content its decoded content; not copied
 * @param from the position of its first line
 * @param to the position of the line after its last one
 * @param damages what is wrong with its encoding
 * @param fragment whether the rest of it is in other messages
 */
public record InlineFile(
    String name, byte[] content, int from, int to, List<String> damages, boolean fragment) {

  public InlineFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(damages, "damages");
    damages = List.copyOf(damages);
  }

  /** Decodes a file name, which has no charset of its own in the middle of a text. */
  static String name(byte[] bytes, int from, int to) {
    ByteRange name = new ByteRange(bytes, from, Math.max(from, to));
    return Charsets.decode(name, "", new Defects(), -1).strip();
  }
}
