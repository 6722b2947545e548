// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.mime.html.CharacterReferences.Place;
import dev.leadkit.mime.html.HtmlElement.Traits;
import dev.leadkit.mime.html.HtmlLines.Origins;
import dev.leadkit.mime.scan.Scratch;

/**
 * Reads an HTML document in one forward pass into lines of shown text, lines of hidden text, and links.
 *
 * <p>Blocks become lines, white space is collapsed except where the document preserves it, scripts and styles are skipped, and what a mail
 * program marks as quoted gets the prefix {@code "> "}, as in plain text. Time grows linearly with the length of the document and memory with
 * that of its text, whatever is nested or left open.
 */
final class HtmlReader {

  /** The attributes by which a container is known. */
  private static final int CONTAINER = HtmlTag.NAMES | 1 << HtmlTag.STYLE;

  private final String html;
  private final HtmlLines shown;
  private final HtmlLines hidden;
  private final ElementStack stack = new ElementStack();
  private final HtmlTag tag;
  private final CharacterReferences references;
  private final StyleSheet sheet;
  private final ElementStyle style;
  private final HtmlContainers containers;
  private final HtmlLinks links = new HtmlLinks();
  private HtmlLines out;
  private int at;
  private int state;
  private boolean isQuirky = true;
  private boolean noCommentEnds;
  private int images;

  HtmlReader(String html, Origins origins) {
    this.html = html;
    this.shown = new HtmlLines(Scratch.characters(Math.min(html.length(), 16 * 1024)), origins);
    this.hidden = new HtmlLines(new char[0], origins);
    this.out = shown;
    this.tag = new HtmlTag(html);
    this.references = new CharacterReferences(html);
    this.sheet = StyleSheet.of(html);
    this.style = new ElementStyle(html, tag, sheet);
    this.containers = new HtmlContainers(html, tag);
  }

  /** The text that a mail program shows. */
  HtmlLines shown() {
    return shown;
  }

  /** The text that it does not show. */
  HtmlLines hidden() {
    return hidden;
  }

  /** The links and the texts of images. */
  HtmlLinks links() {
    return links;
  }

  /** The elements that mail programs use for quoted mails and signatures. */
  HtmlContainers containers() {
    return containers;
  }

  /** Whether the document shows an image. */
  boolean hasImages() {
    return images > 0;
  }

  /** Whether links, style rules or nested elements exceeded their limit. */
  boolean isCut() {
    return links.isCut() || stack.isCut() || sheet.isCut();
  }

  // ------------------------------------------------------------------------------------------
  // text

  /** Reads the whole document. To be called once. */
  void read() {
    while (at < html.length()) {
      if ((state & TextState.PRE) != 0) {
        preformatted();
      } else {
        collapsed();
      }
    }
    links.end();
    containers.end(0, shown.length());
  }

  private void collapsed() {
    int end = plainEnd();
    if (end > at) {
      out.append(html, at, end);
      at = end;
      return;
    }
    char c = html.charAt(at);
    if (c == '<') {
      markup();
    } else if (c == '&') {
      reference();
    } else if (c == '\n' && (state & TextState.PRE_LINE) != 0) {
      out.lineBreak(at++);
    } else {
      out.character(c, at, ++at);
    }
  }

  /** The end of the text that begins here and is shown unchanged: the next markup or white space that collapses. */
  private int plainEnd() {
    int length = html.length();
    int end = at;
    while (end < length) {
      char c = html.charAt(end);
      if (c > '<' && c < 0xA0) { // most characters: none of the cases below
        end++;
        continue;
      }
      if (c == '&' || c < ' ' || c == ' ' && end == at || c == '<' && isMarkup(end)) {
        return end;
      }
      if (c >= 0xA0 && HtmlLines.isSpecial(c)) {
        return end;
      }
      end++;
      if (c == ' ' && (end == length || endsWord(html.charAt(end)))) {
        return end - 1;
      }
    }
    return end;
  }

  private static boolean endsWord(char c) {
    return c <= ' ' || c == '<' || c == '&' || c >= 0xA0 && HtmlLines.isSpecial(c);
  }

  private void preformatted() {
    char c = html.charAt(at);
    if (c == '<' && isMarkup(at)) {
      markup();
    } else if (c == '&') {
      reference();
    } else {
      preformatted(c);
    }
  }

  private void preformatted(char c) {
    int end = at;
    for (char next = c; isPlain(next); next = html.charAt(end)) {
      if (++end == html.length()) {
        break;
      }
    }
    if (end == at) {
      out.preformatted(c, at, ++at);
    } else {
      out.append(html, at, end);
      at = end;
    }
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != '<' && c != '&' && !(c >= 0xA0 && HtmlLines.isSpecial(c));
  }

  private void reference() {
    int start = at;
    String value = references.at(start, html.length(), Place.TEXT);
    at = value == null ? start + 1 : references.end();
    String characters = value == null ? "&" : value;
    for (int i = 0; i < characters.length(); i++) {
      if ((state & TextState.PRE) != 0) {
        out.preformatted(characters.charAt(i), start, at);
      } else {
        out.character(characters.charAt(i), start, at);
      }
    }
  }

  // ------------------------------------------------------------------------------------------
  // markup

  private boolean isMarkup(int bracket) {
    if (tag.hasNoEnd() || bracket + 1 == html.length()) {
      return false;
    }
    char next = html.charAt(bracket + 1);
    return next == '!' || next == '/' || next == '?' || isLetter(next);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private void markup() {
    char next = at + 1 < html.length() ? html.charAt(at + 1) : 0;
    if (next == '!') {
      declaration();
    } else if (next == '?') {
      skipPast('>');
    } else if (next == '/' || isLetter(next)) {
      tag(next == '/');
    } else {
      out.character('<', at, ++at);
    }
  }

  private void skipPast(char c) {
    int end = html.indexOf(c, at);
    at = end < 0 ? html.length() : end + 1;
  }

  private void declaration() {
    boolean isComment = !noCommentEnds && html.startsWith("<!--", at);
    int end = isComment ? html.indexOf("-->", at + 2) : -1;
    if (end >= 0) {
      at = end + 3;
      return;
    }
    noCommentEnds |= isComment;
    isQuirky &= !html.regionMatches(true, at, "<!doctype", 0, 9);
    skipPast('>');
  }

  private void tag(boolean isClosing) {
    int start = at + (isClosing ? 2 : 1);
    int stop = start;
    while (stop < html.length() && isNameEnd(html.charAt(stop))) {
      stop++;
    }
    int end = tag.read(stop);
    if (end < 0) {
      out.character('<', at, ++at);
      return;
    }
    at = end + 1;
    int key = HtmlElement.key(html, start, stop);
    if (isClosing) {
      endTag(key);
    } else {
      startTag(key);
    }
  }

  private static boolean isNameEnd(char c) {
    return c > ' ' && c != '/' && c != '>';
  }

  private void startTag(int key) {
    int traits = HtmlElement.traits(key);
    if ((traits & Traits.SKIPPED) != 0) {
      if (!tag.isSelfClosing()) {
        skipTo(key);
      }
      return;
    }
    if (key == HtmlElement.BR.ordinal()) {
      out.lineBreak(at);
      return;
    }
    if (traits != 0) {
      stack.closeBefore(key, isQuirky);
      closed();
    }
    if (key == HtmlElement.A.ordinal()) {
      links.end();
    }
    int parent = state;
    int inner = parent & ~TextState.LINE;
    int color = stack.color();
    int background = stack.background();
    boolean isStyled = isStyled(key, traits);
    if (isStyled) {
      style.read(key, stack.color(), stack.background());
      inner = style.state(parent, key, isQuirky);
      color = style.color();
      background = style.background();
    }
    if ((traits & Traits.VOID) != 0) {
      voidElement(key, traits, inner);
    } else if (!isRepeatedRoot(key)) {
      boolean isInline = (traits & (Traits.BLOCK | Traits.SPECIAL)) == 0;
      open(key, traits, isStyled && isInline && style.isLine(), inner, color, background);
    }
  }

  /** Whether this is a second html or body element, which continues the first one. */
  private boolean isRepeatedRoot(int key) {
    return key == HtmlElement.BODY.ordinal() && stack.isOpen(HtmlElement.BODY)
        || key == HtmlElement.HTML.ordinal() && stack.isOpen(HtmlElement.HTML);
  }

  private boolean isStyled(int key, int traits) {
    return tag.hasAny(sheet.isEmpty() ? HtmlTag.LOOKS : HtmlTag.LOOKS | HtmlTag.NAMES)
        || sheet.hasRulesFor(key)
        || (traits & (Traits.PREFORMATTED | Traits.OWN_FONT)) != 0
        || key == HtmlElement.TABLE.ordinal();
  }

  private void open(int key, int traits, boolean isLine, int inner, int color, int background) {
    boolean isBlock = (traits & Traits.BLOCK) != 0;
    boolean isRemoved = (inner & TextState.REMOVED) != 0;
    HtmlLines around = isRemoved ? hidden : out;
    if (isBlock || isLine) {
      around.endLine(at);
    } else if (key == HtmlElement.TD.ordinal() || key == HtmlElement.TH.ordinal()) {
      around.gap();
    }
    boolean isQuotation = key == HtmlElement.BLOCKQUOTE.ordinal() && !isIndentation();
    if ((inner & TextState.HIDDEN) == 0 && tag.hasAny(CONTAINER)) {
      containers.begin(key, stack.depth(), shown.length());
    }
    stack.push(
        key,
        inner | (isQuotation ? TextState.QUOTED : 0) | (isLine ? TextState.LINE : 0),
        color,
        background);
    changed();
    if ((traits & Traits.PARAGRAPH) != 0) {
      out.endParagraph(at);
    }
    if (key == HtmlElement.LI.ordinal()) {
      out.character('-', at, at);
      out.gap();
    } else if (key == HtmlElement.A.ordinal() && tag.has(HtmlTag.HREF)) {
      links.begin(tag, out);
    } else if ((traits & Traits.PREFORMATTED) != 0) {
      if (at < html.length() && html.charAt(at) == '\n') {
        at++;
      }
      if ((traits & Traits.RAW) != 0) {
        raw(key);
      }
    }
  }

  /** Reads the content of an element without inner tags. */
  private void raw(int key) {
    int close = key == HtmlElement.PLAINTEXT.ordinal()
        ? -1
        : HtmlTag.endOf(HtmlElement.name(key), html, at);
    int end = close < 0 ? html.length() : close;
    while (at < end) {
      if (html.charAt(at) == '&' && key == HtmlElement.TEXTAREA.ordinal()) {
        reference();
      } else {
        out.preformatted(html.charAt(at), at, ++at);
      }
    }
  }

  private void skipTo(int key) {
    int close = HtmlTag.endOf(HtmlElement.name(key), html, at);
    int end = close < 0 ? -1 : html.indexOf('>', close);
    at = end < 0 ? html.length() : end + 1;
  }

  private void voidElement(int key, int traits, int inner) {
    if ((traits & Traits.BLOCK) != 0) {
      out.endLine(at);
    } else if (key == HtmlElement.IMG.ordinal()
        && (inner & TextState.HIDDEN & ~TextState.TINY) == 0) {
      images++;
      links.image(tag, out, at);
    }
  }

  private void endTag(int key) {
    int traits = HtmlElement.traits(key);
    if (key == HtmlElement.BR.ordinal()) {
      out.lineBreak(at);
      return;
    }
    if (key == HtmlElement.A.ordinal()) {
      links.end();
    }
    if ((traits & Traits.BLOCK) != 0 || (state & TextState.LINE) != 0) {
      out.endLine(at);
    } else if (key == HtmlElement.TD.ordinal() || key == HtmlElement.TH.ordinal()) {
      out.gap();
    }
    boolean isRemoved = (state & TextState.REMOVED) != 0;
    if (key != HtmlElement.BODY.ordinal() && key != HtmlElement.HTML.ordinal()) {
      stack.close(key);
      closed();
    }
    if ((traits & Traits.PARAGRAPH) != 0 && !isRemoved) {
      out.endParagraph(at);
    }
  }

  /** Adopts that elements may have been closed. */
  private void closed() {
    if (containers.isOpen()) {
      containers.end(stack.depth(), shown.length());
    }
    changed();
  }

  /** Adopts the state of the innermost element, which has changed. */
  private void changed() {
    int now = stack.state();
    if (now == state) {
      return;
    }
    HtmlLines next = (now & TextState.HIDDEN) == 0 ? shown : hidden;
    if (next != out && next == hidden) {
      hidden.endLine(at);
    }
    state = now;
    out = next;
    out.quoted((now & TextState.QUOTED) != 0);
  }

  /** Whether a quotation element only moves its text to the right: what a person gets who indents a paragraph. */
  private boolean isIndentation() {
    if (!tag.has(HtmlTag.STYLE) || tag.has(HtmlTag.CLASS)) {
      return false;
    }
    int to = Math.min(tag.end(HtmlTag.STYLE), tag.start(HtmlTag.STYLE) + 1_000);
    String look = html.substring(tag.start(HtmlTag.STYLE), to).replace(" ", "");
    return look.contains("border:none") && look.contains("40px");
  }
}
