// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds files in the middle of a text, as they were sent before there were attachments: {@link Uuencode}, {@link YEnc} and {@link BinHex}.
 *
 * <p>The first lines of a file must conform to its encoding, so that prose that begins with the same word is not mistaken for a file. Each
 * line is examined once.
 */
public final class InlineFiles {

  private final byte[] bytes;
  private final int end;
  private final int most;
  private final Defects defects;
  private final long position;
  private final List<InlineFile> files = new ArrayList<>(1);

  private InlineFiles(ByteRange octets, int most, long position, Defects defects) {
    this.bytes = octets.bytes;
    this.end = octets.to;
    this.most = most;
    this.position = position;
    this.defects = defects;
  }

  /** Whether a text may contain a file; false means that it does not. Costs a search for a few strings. */
  public static boolean mayStandIn(String text) {
    return text.startsWith(Uuencode.BEGIN)
        || text.contains("\n" + Uuencode.BEGIN)
        || text.contains(YEnc.BEGIN)
        || text.contains(BinHex.BEGIN);
  }

  /**
   * The files in a text, in their order.
   *
   * @param octets the text without its transfer encoding
   * @param most the maximum number of files; any others stay text
   * @param position the position of the text in the message
   */
  public static List<InlineFile> find(ByteRange octets, int most, long position, Defects defects) {
    var search = new InlineFiles(octets, most, position, defects);
    search.find(octets.from);
    return search.files;
  }

  /** The octets of the text without the files. */
  public static ByteRange without(ByteRange octets, List<InlineFile> files) {
    byte[] rest = new byte[octets.length()];
    int size = 0;
    int at = octets.from;
    for (InlineFile file : files) {
      System.arraycopy(octets.bytes, at, rest, size, file.from() - at);
      size += file.from() - at;
      at = file.to();
    }
    System.arraycopy(octets.bytes, at, rest, size, octets.to - at);
    return new ByteRange(rest, 0, size + octets.to - at);
  }

  private void find(int from) {
    int at = from;
    while (at < end && files.size() < most) {
      InlineFile file = read(at);
      if (file != null) {
        keep(file);
      }
      at = file == null ? Math.min(end, ByteRange.lineFeed(bytes, at, end) + 1) : file.to();
    }
  }

  private @Nullable InlineFile read(int at) {
    return switch (bytes[at]) {
      case 'b' -> Uuencode.read(bytes, at, end);
      case '=' -> YEnc.read(bytes, at, end);
      case '(' -> BinHex.read(bytes, at, end);
      default -> null;
    };
  }

  private void keep(InlineFile file) {
    file.damages().forEach(damage -> defects.add(Code.DAMAGED_ENCODING, position, damage));
    if (file.fragment()) {
      defects.add(Code.FRAGMENT, position, "of a file in the text");
    }
    files.add(file);
  }
}
