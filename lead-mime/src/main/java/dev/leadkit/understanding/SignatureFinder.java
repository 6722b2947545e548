// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Segment.Kind;
import java.util.List;

/**
 * Marks the closing phrase and the signature at the end of own text. A separator, a closing phrase or a name begins it, and every line
 * below must look like a part of a signature; prose, questions, bullets and postscripts do not.
 */
final class SignatureFinder {

  /** The most lines from the end in which a signature may begin. */
  private static final int WINDOW = 15;

  private static final int MAX_STRAY = 60;

  /** The most words of a label and its value in a signature. */
  private static final int MAX_VALUE = 4;

  private final LineKinds kinds;
  private final List<TextLine> lines;
  private final SenderName sender;

  SignatureFinder(LineKinds kinds, SenderName sender) {
    this.kinds = kinds;
    this.lines = kinds.lines;
    this.sender = sender;
  }

  /** Marks the signature in these lines, which are not blank; {@code end} is the index of the line after them. */
  void mark(List<Integer> filled, int end, boolean textAbove) {
    int least = Math.max(textAbove ? 0 : 1, filled.size() - WINDOW);
    for (int k = least; k < filled.size(); k++) {
      if (SignatureLines.isPostscript(line(filled, k))) {
        return;
      }
    }
    int separator = separator(filled, least);
    int size = separator < 0 ? filled.size() : separator;
    if (separator >= 0) {
      kinds.set(filled.get(separator), end, Kind.SIGNATURE, "separator", 0.95);
    }
    int limit = separator < 0 ? end : filled.get(separator);
    for (int k = Math.max(least, size - WINDOW); k < size; k++) {
      String rule = anchor(filled, k, size);
      if (!rule.isEmpty()) {
        boolean signOff = rule.startsWith("sign-off");
        kinds.set(filled.get(k), limit, Kind.SIGNATURE, rule, 0.85);
        if (signOff) {
          kinds.set(filled.get(k), filled.get(k) + 1, Kind.SIGN_OFF, rule, 0.9);
        }
        return;
      }
    }
  }

  private TextLine line(List<Integer> filled, int k) {
    return lines.get(filled.get(k));
  }

  /** The first separator below which everything looks like a signature, -1 where there is none. */
  private int separator(List<Integer> filled, int least) {
    int found = -1;
    for (int k = filled.size() - 2; k >= least; k--) {
      TextLine line = line(filled, k);
      boolean dashes = line.content.equals("--") || line.content.equals("—");
      if (!line.isRule(2)) {
        continue;
      }
      if (!isSignature(filled, k + 1, filled.size(), dashes)) {
        break;
      }
      if (k > 0 && isField(line(filled, k - 1)) && isField(line(filled, k + 1))) {
        break;
      }
      found = k;
    }
    return found;
  }

  /** A field of a web form whose value is not contact data: "Name: Jane Doe", "Message: We need pumps". */
  private static boolean isAnswer(TextLine line) {
    String label = HeaderBlock.labelOf(line);
    boolean known = PhraseTables.of(PhraseType.FORM_LABEL).contains(label)
        || !HeaderBlock.typesOf(label).isEmpty();
    return !label.isEmpty() && known && !SignatureLines.isContact(line);
  }

  private static boolean isField(TextLine line) {
    return !HeaderBlock.labelOf(line).isEmpty();
  }

  /** Whether these lines look like a signature: below dashes none may be prose, below another drawn line there must be evidence. */
  private boolean isSignature(List<Integer> filled, int from, int to, boolean dashes) {
    if (to - from > WINDOW) {
      return false;
    }
    boolean evidence = dashes;
    for (int k = from; k < to; k++) {
      TextLine line = line(filled, k);
      if (SignatureLines.isProse(line) || SignatureLines.isBullet(line) || isAnswer(line)) {
        return false;
      }
      evidence |=
          SignatureLines.isContact(line) || sender.isIn(line) || SignatureLines.isSignOff(line);
      evidence |= to - from <= 3 && SignatureLines.isName(line)
          || SignatureLines.hasTitle(line) && SignatureLines.isName(line);
      if (!dashes && !SignatureLines.fits(line, sender) && line.words() > 6) {
        return false;
      }
    }
    return evidence;
  }

  /** The rule by which a signature begins in line {@code k}, {@code ""} where none does. */
  private String anchor(List<Integer> filled, int k, int size) {
    TextLine line = line(filled, k);
    if (isAnswer(line)) {
      return "";
    }
    boolean last = k + 1 == size;
    if (SignatureLines.isSignOff(line)) {
      return !last && closes(filled, k + 1, size) ? "sign-off-and-name" : "";
    }
    if (SignatureLines.isSignOffWithName(line, sender)) {
      return fit(filled, k + 1, size) ? "sign-off-with-name" : "";
    }
    if (sender.isIn(line) && !SignatureLines.isBullet(line)) {
      return fit(filled, k + 1, size) ? "sender-name" : "";
    }
    if (last) {
      return isDashName(filled, k) ? "dash-and-name" : "";
    }
    if (SignatureLines.isName(line)
        && line.words() >= 2
        && hasEvidence(filled, k + 1, size)
        && fit(filled, k + 1, size)) {
      return "name-and-contact";
    }
    return isDashName(filled, k) && fit(filled, k + 1, size) ? "dash-and-name" : "";
  }

  /** Whether a name follows a closing phrase, and only signature lines or one stray line follow. */
  private boolean closes(List<Integer> filled, int from, int size) {
    TextLine first = line(filled, from);
    boolean single = first.words() == 1
        && first.content.length() <= 14
        && Character.isLetter(first.content.charAt(0));
    if ((SignatureLines.isName(first) || sender.isIn(first) || single)
        && fit(filled, from + 1, size)) {
      return true;
    }
    if (SignatureLines.isSignOff(first) && from + 1 < size) {
      return closes(filled, from + 1, size);
    }
    TextLine last = line(filled, size - 1);
    return size - from == 2
        && first.content.length() <= MAX_STRAY
        && !SignatureLines.isProse(first)
        && !SignatureLines.isPostscript(first)
        && (sender.isIn(last) || SignatureLines.isContact(last));
  }

  private boolean fit(List<Integer> filled, int from, int size) {
    for (int k = from; k < size; k++) {
      TextLine line = line(filled, k);
      if (!SignatureLines.fits(line, sender) || isAnswer(line) && line.words() > MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  private boolean hasEvidence(List<Integer> filled, int from, int size) {
    for (int k = from; k < size; k++) {
      TextLine line = line(filled, k);
      if (SignatureLines.isContact(line)
          || SignatureLines.hasTitle(line) && SignatureLines.isName(line)) {
        return true;
      }
    }
    return false;
  }

  /** "-Jane" or "- Jane" that is not an item of a list. */
  private boolean isDashName(List<Integer> filled, int k) {
    String text = line(filled, k).content;
    if (text.length() < 3
        || "-–—".indexOf(text.charAt(0)) < 0
        || text.charAt(1) == '-'
        || text.length() > 30) {
      return false;
    }
    String name = SignatureLines.bare(text.substring(1).strip());
    if (name.isEmpty()
        || name.split(" ", -1).length > 3
        || Clues.hasDigit(name)
        || !Character.isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 0; i < k; i++) {
      if (SignatureLines.isBullet(line(filled, i)) || line(filled, i).content.startsWith("-")) {
        return false;
      }
    }
    return name.indexOf(' ') < 0 || Character.isUpperCase(name.charAt(0));
  }
}
