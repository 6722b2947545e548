// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Segment.Kind;
import dev.leadkit.understanding.Container.Type;
import java.util.List;

/**
 * Marks the signatures that mail programs put into elements of their own. The lines must look like a signature, too: people write above, below
 * and inside these elements.
 */
final class SignatureContainers {

  /** The most lines that are not blank. */
  private static final int MAX_LINES = 20;

  private static final double CONFIDENCE = 0.97;

  private final LineKinds kinds;
  private final List<TextLine> lines;
  private final SenderName sender;

  SignatureContainers(LineKinds kinds, SenderName sender) {
    this.kinds = kinds;
    this.lines = kinds.lines;
    this.sender = sender;
  }

  /** Marks what these containers contain, which are in the order of their beginnings. */
  void mark(List<Container> containers) {
    int line = 0;
    for (Container container : containers) {
      if (container.type() != Type.SIGNATURE && container.type() != Type.DEVICE_LINE) {
        continue;
      }
      while (line < lines.size() && lines.get(line).start < container.start()) {
        line++;
      }
      int end = line;
      while (end < lines.size() && lines.get(end).start < container.end()) {
        end++;
      }
      mark(line, end, container);
    }
  }

  private void mark(int from, int to, Container container) {
    boolean device = container.type() == Type.DEVICE_LINE;
    int filled = 0;
    boolean evidence = device;
    int last = from;
    for (int i = from; i < to; i++) {
      TextLine line = lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      if (kinds.of(i) != Kind.OWN_TEXT || ++filled > MAX_LINES || !fits(line)) {
        return;
      }
      last = i;
      evidence |= SignatureLines.isContact(line)
          || SignatureLines.isSignOff(line)
          || SignatureLines.isDevice(line)
          || SignatureLines.isName(line)
          || sender.isIn(line);
    }
    if (filled == 0 || !evidence || device && filled > 2) {
      return;
    }
    kinds.set(
        from, last + 1, device ? Kind.DEVICE_LINE : Kind.SIGNATURE, container.rule(), CONFIDENCE);
    signOff(from, to, container.rule());
  }

  /** A closing phrase at the beginning of the element or directly above it. */
  private void signOff(int from, int to, String rule) {
    int at = from;
    while (at < to && lines.get(at).isBlank()) {
      at++;
    }
    if (at < to && SignatureLines.isSignOff(lines.get(at))) {
      kinds.set(at, at + 1, Kind.SIGN_OFF, rule, CONFIDENCE);
      return;
    }
    at = from - 1;
    while (at >= 0 && lines.get(at).isBlank()) {
      at--;
    }
    if (at > 0 && kinds.of(at) == Kind.OWN_TEXT && SignatureLines.isSignOff(lines.get(at))) {
      kinds.set(at, from, Kind.SIGN_OFF, rule, CONFIDENCE);
    }
  }

  private boolean fits(TextLine line) {
    if (SignatureLines.fits(line, sender)) {
      return true;
    }
    return !SignatureLines.isProse(line)
        && !SignatureLines.isPostscript(line)
        && !SignatureLines.isBullet(line)
        && !line.content.endsWith(":");
  }
}
