// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where quoted and forwarded messages begin. A mark alone decides nothing: a second witness is needed, which is the frame that a mail
 * program draws around the mark, the header fields below it, or quotation marks.
 */
final class BoundaryFinder {

  private static final int MAX_MARK = 120;

  /** What mail programs draw around a mark. */
  private static final String FRAME = "-–—_= ";

  private static final int LOOK_AHEAD = 4;

  /** The most lines that look like a boundary and are none; a text with more of them is made to cost time. */
  private static final int MAX_FRUITLESS = 400;

  private final List<TextLine> lines;
  private final ContainerFinder containers;
  private final SubjectPrefix prefix;
  private final String subject;
  private int fruitless;

  BoundaryFinder(List<TextLine> lines, List<Container> containers, @Nullable String subject) {
    this.lines = lines;
    this.containers = new ContainerFinder(lines, containers);
    this.subject = subject == null ? "" : subject;
    this.prefix = SubjectPrefix.of(subject);
  }

  /** The boundary whose header begins, or for an attribution ends, in this line, null where there is none. */
  @Nullable
  Boundary at(int i) {
    TextLine line = lines.get(i);
    if (line.isBlank()) {
      return null;
    }
    Boundary mark = mark(i);
    if (mark != null) {
      return mark;
    }
    Boundary block = block(i);
    if (block != null) {
      return block;
    }
    Boundary attribution = attribution(i);
    return attribution != null
        ? attribution
        : containers.boundary(i, prefix == SubjectPrefix.FORWARD);
  }

  /** The end of a message that begins in a line: marked, or the end of the text or of the element around it. */
  private int end(boolean quoted, int line) {
    return quoted ? Boundary.MARKED : containers.limit(line);
  }

  /** Whether a message is all there is above, and its lines have quotation marks: then an answer may be below them. */
  private boolean isMarkedBelow(int first, int last) {
    int below = next(last, LOOK_AHEAD);
    if (below < 0 || lines.get(below).depth == 0) {
      return false;
    }
    for (int i = first - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank() && lines.get(i).depth == 0) {
        return false;
      }
    }
    return true;
  }

  /** The first line that is not blank after this one, -1 where there is none near. */
  private int next(int i, int most) {
    for (int k = i + 1; k < lines.size() && k <= i + most; k++) {
      if (!lines.get(k).isBlank()) {
        return k;
      }
    }
    return -1;
  }

  private @Nullable Boundary mark(int i) {
    TextLine line = lines.get(i);
    String content = line.content;
    if (content.length() > 1_000 || !mayBeMark(content)) {
      return null;
    }
    String folded = line.folded();
    int dashes = leadingDashes(folded);
    String rest = folded.substring(Math.min(dashes, folded.length()));
    boolean forward = true;
    int length = PhraseTables.of(PhraseType.FORWARD_MARK).lengthAt(rest, 0);
    if (length == 0) {
      forward = false;
      length = PhraseTables.of(PhraseType.ORIGINAL_MARK).lengthAt(rest, 0);
    }
    if (length == 0) {
      return null;
    }
    String after = rest.substring(length).strip();
    String tail = withoutFrame(after);
    boolean framed = dashes >= 2 && after.length() > tail.length();
    if (!tail.isEmpty()) {
      return framed ? inlineFields(i, content, forward) : null;
    }
    if (content.length() > MAX_MARK) {
      return null;
    }
    int below = next(i, LOOK_AHEAD);
    HeaderBlock block = below < 0 ? null : HeaderBlock.at(lines, below);
    if (block != null && block.isPlausible() && block.has(PhraseType.FIELD_FROM)) {
      boolean quoted = lines.get(block.first()).depth > 0;
      boolean forwarded = forward || decides(block, i);
      String rule =
          forward ? "forward-mark" : forwarded ? "original-mark-forwarded" : "original-mark";
      return new Boundary(
          forwarded,
          i,
          block.last(),
          line.start,
          end(quoted || !forwarded && isMarkedBelow(i, block.last()), i),
          block,
          null,
          rule,
          forward ? 0.98 : 0.9);
    }
    boolean colon = folded.endsWith(":") || folded.endsWith("：");
    boolean alone = i == 0 || lines.get(i - 1).isBlank() || framed;
    if (below >= 0 && alone && (framed || forward && colon)) {
      boolean quoted = lines.get(below).depth > 0;
      return new Boundary(
          forward,
          i,
          i,
          line.start,
          end(quoted, i),
          null,
          null,
          forward ? "forward-mark-alone" : "original-mark-alone",
          0.7);
    }
    return null;
  }

  /** Whether a mark may begin behind the dashes; false means that none does. */
  private static boolean mayBeMark(String content) {
    int at = 0;
    while (at < content.length()
        && (FRAME.indexOf(content.charAt(at)) >= 0
            || content.charAt(at) == '*'
            || TextLine.isBlank(content.charAt(at)))) {
      at++;
    }
    return at < content.length()
        && (PhraseTables.of(PhraseType.FORWARD_MARK).mayBegin(content, at)
            || PhraseTables.of(PhraseType.ORIGINAL_MARK).mayBegin(content, at));
  }

  private static int leadingDashes(String folded) {
    int at = 0;
    while (at < folded.length() && FRAME.indexOf(folded.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** A text without a leading colon, dashes and blanks. */
  private static String withoutFrame(String text) {
    int at = 0;
    while (at < text.length() && "-–—_= :：".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(at);
  }

  private @Nullable Boundary inlineFields(int i, String content, boolean forward) {
    int dash = leadingDashes(content);
    int frame = content.indexOf("--", dash);
    if (frame < 0) {
      return null;
    }
    while (frame < content.length() && "-–— ".indexOf(content.charAt(frame)) >= 0) {
      frame++;
    }
    HeaderBlock block = HeaderBlock.inline(content.substring(frame), i);
    if (block == null || !block.has(PhraseType.FIELD_FROM) || block.fields().size() < 2) {
      return null;
    }
    return new Boundary(
        forward || decides(block, i),
        i,
        i,
        lines.get(i).start,
        end(false, i),
        block,
        null,
        "forward-mark-inline",
        0.97);
  }

  private @Nullable Boundary block(int i) {
    if (fruitless > MAX_FRUITLESS || HeaderBlock.colonOf(lines.get(i).content) < 0) {
      return null;
    }
    HeaderBlock block = HeaderBlock.at(lines, i);
    fruitless += block == null ? 0 : 1;
    boolean convincing = block != null
        && (block.isConvincing() || prefix == SubjectPrefix.FORWARD && block.hasMessage());
    if (block == null || !convincing || block.fields().size() < 4 && isForm(block)) {
      return null;
    }
    int first = frameAbove(i);
    boolean quoted = lines.get(i).depth > 0;
    boolean forwarded = decides(block, first);
    String rule = forwarded
        ? prefix == SubjectPrefix.UNKNOWN
            ? "header-block-unknown-subject"
            : "header-block-forward-prefix"
        : "header-block";
    double sure = forwarded ? prefix == SubjectPrefix.FORWARD ? 0.95 : 0.6 : 0.9;
    return new Boundary(
        forwarded,
        first,
        block.last(),
        lines.get(first).start,
        end(quoted || !forwarded && isMarkedBelow(first, block.last()), i),
        block,
        null,
        rule,
        sure);
  }

  /** Whether a neighbouring line is a field of a web form. */
  private boolean isForm(HeaderBlock block) {
    return isFormField(block.first() - 1) || isFormField(block.last() + 1);
  }

  private boolean isFormField(int i) {
    return i >= 0
        && i < lines.size()
        && PhraseTables.of(PhraseType.FORM_LABEL).contains(HeaderBlock.labelOf(lines.get(i)));
  }

  /** The line that is drawn above a header block, otherwise the block's own line. */
  private int frameAbove(int i) {
    for (int k = i - 1; k >= 0 && k >= i - 3; k--) {
      if (lines.get(k).isRule(3)) {
        return k;
      }
      if (!lines.get(k).isBlank()) {
        break;
      }
    }
    return i;
  }

  private @Nullable Boundary attribution(int i) {
    int below = next(i, LOOK_AHEAD);
    boolean quotedBelow = below >= 0 && lines.get(below).depth > lines.get(i).depth;
    if (quotedBelow && below == i + 1 && Attribution.isRemainder(lines.get(below))) {
      return null;
    }
    if (fruitless > MAX_FRUITLESS || !Attribution.canEnd(lines.get(i), quotedBelow)) {
      return null;
    }
    fruitless++;
    Attribution found = Attribution.endingAt(lines, i, quotedBelow);
    if (found == null) {
      return null;
    }
    int start = found.start() == lines.get(found.first()).contentStart
        ? lines.get(found.first()).start
        : found.start();
    boolean deeper =
        quotedBelow || below >= 0 && lines.get(below).depth > 0 && lines.get(i).depth > 0;
    boolean forwarded = prefix == SubjectPrefix.FORWARD
        || prefix == SubjectPrefix.AMBIGUOUS && isForward(null, found.first());
    return new Boundary(
        forwarded,
        found.first(),
        i,
        start,
        end(deeper, i),
        null,
        found,
        forwarded ? "attribution-forward-prefix" : deeper ? "attribution-quoted" : "attribution",
        found.certain() ? 0.95 : 0.8);
  }

  private boolean decides(HeaderBlock block, int first) {
    return switch (prefix) {
      case FORWARD, UNKNOWN -> true;
      case AMBIGUOUS -> isForward(block, first);
      case REPLY, NONE -> false;
    };
  }

  /** Decides an ambiguous prefix by the language of the field names and of the words above. */
  private boolean isForward(@Nullable HeaderBlock block, int first) {
    int replies = 0;
    int forwards = 0;
    String prefixText = TextLine.fold(subject.substring(0, Math.max(0, subject.indexOf(':'))));
    for (String language : PhraseTables.LANGUAGES) {
      boolean reply = PhraseTables.of(PhraseType.REPLY_PREFIX, language).contains(prefixText);
      boolean forward = PhraseTables.of(PhraseType.FORWARD_PREFIX, language).contains(prefixText);
      if (reply == forward) {
        continue;
      }
      int evidence = evidence(language, block, first);
      replies = reply ? Math.max(replies, evidence) : replies;
      forwards = forward ? Math.max(forwards, evidence) : forwards;
    }
    return forwards >= replies;
  }

  private int evidence(String language, @Nullable HeaderBlock block, int first) {
    int evidence = 0;
    if (block != null) {
      for (int i = block.first(); i <= block.last(); i++) {
        String label = HeaderBlock.labelOf(lines.get(i));
        evidence += PhraseTables.of(PhraseType.FIELD_FROM, language).contains(label) ? 3 : 0;
        evidence += PhraseTables.of(PhraseType.FIELD_SUBJECT, language).contains(label) ? 3 : 0;
        evidence += PhraseTables.of(PhraseType.FIELD_DATE, language).contains(label) ? 3 : 0;
      }
    }
    PhraseSet words = PhraseTables.of(PhraseType.COMMON_WORD, language);
    for (int i = Math.max(0, first - 40); i < first; i++) {
      for (String word : lines.get(i).folded().split("[ ,.!?]+", -1)) {
        evidence += words.contains(word) ? 1 : 0;
      }
    }
    return evidence;
  }
}
