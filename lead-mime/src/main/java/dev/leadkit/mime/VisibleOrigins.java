// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.MimeOutline.Span;
import dev.leadkit.mime.html.HtmlLines;
import dev.leadkit.mime.html.HtmlText;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.mime.text.OutsideText;
import dev.leadkit.mime.text.PartText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps the text and the visible text of a mail to the bytes of the mail. */
final class VisibleOrigins {

  /** The maximum number of lines of the visible text that are not found before the search ends: each costs a pass over the text. */
  private static final int MISSES = 16;

  /** The text of a part within the text of the mail. */
  private record Piece(
      int from, int to, Span whole, @Nullable TextOrigins origins) {}

  /** A text that is joined from pieces, each beginning a line. */
  private static final class Source {
    private final StringBuilder text = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>(1);

    void add(String content, Span whole, @Nullable TextOrigins origins) {
      if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
      int from = text.length();
      text.append(content);
      pieces.add(new Piece(from, text.length(), whole, origins));
    }

    List<Span> spans(int from, int to) {
      Objects.checkFromToIndex(from, to, text.length());
      List<Span> spans = new ArrayList<>(1);
      for (Piece piece : pieces) {
        int first = Math.max(from, piece.from);
        int last = Math.min(to, piece.to);
        if (first < last) {
          spans.add(
              piece.origins == null
                  ? piece.whole
                  : new Span(
                      piece.origins.start(first - piece.from),
                      piece.origins.end(last - piece.from)));
        }
      }
      return List.copyOf(spans);
    }
  }

  private final Source plain;
  private final Source shown;
  private final String text;
  private final String visible;
  private final List<Span> bodies;

  private VisibleOrigins(Source plain, Source shown, String visible, List<Span> bodies) {
    this.plain = plain;
    this.shown = shown;
    this.text = shown.text.toString();
    this.visible = visible;
    this.bodies = bodies;
  }

  static VisibleOrigins of(ParsedMail mail) {
    Source plain = new Source();
    Source shown = new Source();
    List<Span> bodies = new ArrayList<>(1);
    for (Entity entity : mail.body().text()) {
      if (!entity.isHtml()) {
        PartText part = mail.text(entity);
        plain.add(part.text(), span(entity.body()), TextOrigins.of(part));
      }
    }
    for (Entity entity : mail.shownParts()) {
      Span whole = span(entity.body());
      bodies.add(whole);
      PartText part = mail.text(entity);
      TextOrigins origins = TextOrigins.of(part);
      if (entity.isHtml()) {
        HtmlText document = HtmlText.of(part.text(), HtmlLines.Origins.KEPT);
        shown.add(document.text(), whole, origins == null ? null : origins.of(document));
      } else {
        shown.add(part.text(), whole, origins);
      }
    }
    for (OutsideText outside : mail.outsideTexts()) {
      Span whole = span(outside.octets());
      bodies.add(whole);
      TextOrigins origins = TextOrigins.of(outside);
      plain.add(outside.text(), whole, origins);
      shown.add(outside.text(), whole, origins);
    }
    String visible = MailText.segments(mail).ownText();
    return new VisibleOrigins(plain, shown, visible, bodies);
  }

  List<Span> text(int from, int to) {
    return plain.spans(from, to);
  }

  List<Span> visibleText(int from, int to) {
    Objects.checkFromToIndex(from, to, visible.length());
    if (from == to) {
      return List.of();
    }
    int[] places = places();
    List<Span> spans = new ArrayList<>(1);
    for (int at = from; at < to; at++) {
      if (places[at] >= 0) {
        for (Span span : shown.spans(places[at], places[at] + 1)) {
          add(spans, span);
        }
      } else if (visible.charAt(at) > ' ') {
        return bodies;
      }
    }
    return List.copyOf(spans);
  }

  /** Adds a range, joined with the last one if they are adjacent or separated by a line break. */
  private void add(List<Span> spans, Span span) {
    int last = spans.size() - 1;
    if (last >= 0
        && span.from() >= spans.get(last).from()
        && span.from() - spans.get(last).to() <= 3) {
      spans.set(last, new Span(spans.get(last).from(), Math.max(spans.get(last).to(), span.to())));
    } else {
      spans.add(span);
    }
  }

  private static Span span(ByteRange octets) {
    return new Span(octets.from, octets.to);
  }

  // ------------------------------------------------------------------------------------------
  // visible text

  /** For each character of the visible text its index in the text, -1 for white space and for characters that were not found. */
  private int[] places() {
    int[] places = new int[visible.length()];
    Arrays.fill(places, -1);
    int[] indexes = new int[text.length()];
    String words = words(text, indexes);
    int at = 0;
    int misses = 0;
    for (int start = 0; start < visible.length() && misses < MISSES; ) {
      int lineFeed = visible.indexOf('\n', start);
      int end = lineFeed < 0 ? visible.length() : lineFeed;
      int[] own = new int[end - start];
      String line = words(visible.substring(start, end), own);
      int found = line.isEmpty() ? -1 : find(words, line, at, indexes);
      for (int i = 0; i < line.length() && found >= 0; i++) {
        places[start + own[i]] = indexes[found + i];
      }
      if (found >= 0) {
        at = found + line.length();
      } else if (!line.isEmpty()) {
        misses++;
      }
      start = end + 1;
    }
    return places;
  }

  /** The index of a line, preferably where a line begins. Text that was removed from the visible text is in between. */
  private int find(String words, String line, int from, int[] indexes) {
    int first = words.indexOf(line, from);
    int found = first;
    for (int tries = 0; found >= 0 && tries < MISSES; tries++) {
      if (beginsLine(indexes[found])) {
        return found;
      }
      found = words.indexOf(line, found + 1);
    }
    return first;
  }

  private boolean beginsLine(int index) {
    int before = index - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || text.charAt(before) == '\n';
  }

  /** The text without white space; stores the index of each of its characters. */
  private static String words(String text, int[] indexes) {
    StringBuilder words = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c != '\u00A0') {
        indexes[words.length()] = i;
        words.append(c);
      }
    }
    return words.toString();
  }
}
