// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Address;
import dev.leadkit.Segment.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks what follows the sender's words in each stretch of own text, from its end upwards: footers of lists, legal notices, device lines,
 * and then the signature.
 */
final class TailFinder {

  private static final int MAX_FOOTER = 10;
  private static final int MIN_WORDS = 8;
  private static final int MANY_WORDS = 40;
  private static final int MANY_CUES = 4;
  private static final int MAX_NOTICE = 40;
  private static final int MAX_ROUNDS = 6;

  /** How much of a notice is read, in characters. */
  private static final int MAX_LENGTH = 20_000;

  private final LineKinds kinds;
  private final List<TextLine> lines;
  private final SignatureFinder signatures;
  private final SenderName unknownSender = new SenderName(Address.UNKNOWN);
  private boolean textAbove;

  TailFinder(LineKinds kinds, SenderName sender) {
    this.kinds = kinds;
    this.lines = kinds.lines;
    this.signatures = new SignatureFinder(kinds, sender);
  }

  void mark() {
    int i = 0;
    while (i < kinds.size()) {
      if (kinds.of(i) != Kind.OWN_TEXT) {
        i++;
        continue;
      }
      int end = i;
      List<Integer> filled = new ArrayList<>();
      while (end < kinds.size() && kinds.of(end) == Kind.OWN_TEXT) {
        if (!lines.get(end).isBlank()) {
          filled.add(end);
        }
        end++;
      }
      if (!filled.isEmpty()) {
        region(filled, end);
        textAbove = true;
      }
      i = end;
    }
  }

  private void region(List<Integer> filled, int end) {
    int size = filled.size();
    int before;
    int rounds = 0;
    do {
      before = size;
      rounds++;
      size = footer(filled, size, end);
      size = disclaimer(filled, size, end);
      size = device(filled, size, end);
    } while (size < before && size > 0 && rounds < MAX_ROUNDS);
    if (size > 0) {
      int limit = size < filled.size() ? filled.get(size) : end;
      signatures.mark(filled.subList(0, size), limit, textAbove);
    }
  }

  private int after(List<Integer> filled, int size, int end) {
    return size < filled.size() ? filled.get(size) : end;
  }

  /** A list's footer: below a drawn line, or a sentence of a list with an address or link near it. */
  private int footer(List<Integer> filled, int size, int end) {
    for (int k = Math.max(1, size - MAX_FOOTER); k < size; k++) {
      TextLine line = lines.get(filled.get(k));
      boolean ruled = lines.get(filled.get(k - 1)).isRule(2);
      PhraseSet phrases = PhraseTables.of(PhraseType.LIST_FOOTER);
      boolean says = ruled
          ? phrases.indexIn(line.folded()) >= 0
          : phrases.prefixAt(line.folded(), 0) > 0 && line.words() >= 4;
      if (!says || !hasLinkNear(filled, k, size)) {
        continue;
      }
      int first = ruled ? k - 1 : k;
      if (first > 0 || textAbove) {
        kinds.set(
            filled.get(first), after(filled, size, end), Kind.LIST_FOOTER, "list-footer", 0.85);
        return first;
      }
    }
    return size;
  }

  private boolean hasLinkNear(List<Integer> filled, int k, int size) {
    for (int i = k; i < size && i < k + 4; i++) {
      TextLine line = lines.get(filled.get(i));
      if (Clues.hasAddress(line.content) || Clues.hasLink(line.folded())) {
        return true;
      }
    }
    return false;
  }

  /** A legal notice: a paragraph at the end that begins like one and speaks like one, or is long and speaks of little else. */
  private int disclaimer(List<Integer> filled, int size, int end) {
    if (size == 0) {
      return 0;
    }
    int start = opening(filled, size);
    if (start == 0 && !textAbove) {
      return size;
    }
    boolean opens = begins(lines.get(filled.get(start)));
    int words = 0;
    int length = 0;
    int last = start;
    for (; last < size && length <= MAX_LENGTH; last++) {
      TextLine line = lines.get(filled.get(last));
      length += line.content.length() + 1;
      words += PhraseSet.isIdeographic(line.content.charAt(0))
          ? line.content.length() / 2
          : line.words();
    }
    if (words < (opens ? MIN_WORDS : MANY_WORDS)) {
      return size;
    }
    StringBuilder text = new StringBuilder(length);
    for (int k = start; k < last; k++) {
      text.append(lines.get(filled.get(k)).folded()).append(' ');
    }
    int cues = PhraseTables.of(PhraseType.DISCLAIMER_CUE).countIn(text.toString());
    boolean legal = cues >= (opens ? 2 : MANY_CUES);
    if (!legal || text.indexOf("?") >= 0 || text.indexOf("？") >= 0) {
      return size;
    }
    while (start > 0 && lines.get(filled.get(start - 1)).isRule(2)) {
      start--;
    }
    if (start == 0 && !textAbove) {
      return size;
    }
    kinds.set(
        filled.get(start),
        after(filled, size, end),
        Kind.DISCLAIMER,
        opens ? "legal-opening" : "legal-words",
        0.85);
    return start;
  }

  /** The first line of the last paragraph, or of an earlier one that begins like a legal notice if all below it goes on like one. */
  private int opening(List<Integer> filled, int size) {
    int paragraph = paragraph(filled, size - 1);
    int best = paragraph;
    boolean begun = begins(lines.get(filled.get(paragraph)));
    for (int k = paragraph; k < size && !begun; k++) {
      if (begins(lines.get(filled.get(k)))) {
        begun = true;
        best = k;
      }
    }
    int limit = Math.max(0, size - MAX_NOTICE);
    while (paragraph > limit
        && beginsWithin(filled, Math.max(0, limit - MAX_NOTICE), paragraph)
        && goesOn(filled, paragraph, size)) {
      int above = paragraph(filled, paragraph - 1);
      if (begins(lines.get(filled.get(above)))) {
        best = above;
      }
      size = paragraph;
      paragraph = above;
    }
    return best;
  }

  private boolean beginsWithin(List<Integer> filled, int from, int to) {
    for (int k = from; k < to; k++) {
      if (begins(lines.get(filled.get(k)))) {
        return true;
      }
    }
    return false;
  }

  private int paragraph(List<Integer> filled, int last) {
    int first = last;
    while (first > 0
        && filled.get(first - 1) == filled.get(first) - 1
        && !lines.get(filled.get(first - 1)).isRule(2)) {
      first--;
    }
    return first;
  }

  /** Whether a paragraph contains a legal word or looks like a part of a signature. */
  private boolean goesOn(List<Integer> filled, int from, int to) {
    for (int k = from; k < to; k++) {
      TextLine line = lines.get(filled.get(k));
      if (PhraseTables.of(PhraseType.DISCLAIMER_CUE).indexIn(line.folded()) >= 0) {
        return true;
      }
    }
    for (int k = from; k < to; k++) {
      if (!SignatureLines.fits(lines.get(filled.get(k)), unknownSender)) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(TextLine line) {
    String content = line.content;
    int letter = 0;
    while (letter < content.length() && !Character.isLetter(content.charAt(letter))) {
      letter++;
    }
    if (letter == content.length()
        || !PhraseTables.of(PhraseType.DISCLAIMER).mayBegin(content, letter)) {
      return false;
    }
    String folded = line.folded();
    int at = 0;
    while (at < folded.length() && !Character.isLetter(folded.charAt(at))) {
      at++;
    }
    return PhraseTables.of(PhraseType.DISCLAIMER).prefixAt(folded, at) > 0;
  }

  private int device(List<Integer> filled, int size, int end) {
    int last = size;
    if (last > 1
        && lines.get(filled.get(last - 1)).isRule(3)
        && SignatureLines.isDevice(lines.get(filled.get(last - 2)))) {
      last--;
    }
    if (last < 1
        || last == 1 && !textAbove
        || !SignatureLines.isDevice(lines.get(filled.get(last - 1)))) {
      return size;
    }
    int first = last - 1;
    if (first > 1 && lines.get(filled.get(first - 1)).isRule(3)) {
      first--;
    }
    kinds.set(filled.get(first), after(filled, size, end), Kind.DEVICE_LINE, "device-line", 0.9);
    return first;
  }
}
