// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

/** The elements of HTML with special treatment (HTML Standard §13.1.2, §13.2.4.2 and §15.3). */
enum HtmlElement {
  A(Traits.FORMATTING),
  ADDRESS(Traits.BLOCK),
  APPLET(Traits.SCOPE),
  AREA(Traits.VOID),
  ARTICLE(Traits.BLOCK),
  ASIDE(Traits.BLOCK),
  B(Traits.FORMATTING),
  BASE(Traits.VOID),
  BASEFONT(Traits.VOID),
  BGSOUND(Traits.VOID),
  BIG(Traits.FORMATTING),
  BLOCKQUOTE(Traits.BLOCK | Traits.PARAGRAPH),
  BODY(Traits.BLOCK),
  BR(Traits.VOID),
  BUTTON(Traits.SCOPE | Traits.OWN_FONT),
  CAPTION(Traits.SCOPE | Traits.BLOCK),
  CENTER(Traits.BLOCK),
  CODE(Traits.FORMATTING),
  COL(Traits.VOID),
  DATALIST(Traits.SKIPPED),
  DD(Traits.BLOCK),
  DETAILS(Traits.BLOCK),
  DIALOG(Traits.BLOCK),
  DIR(Traits.BLOCK | Traits.PARAGRAPH),
  DIV(Traits.BLOCK),
  DL(Traits.BLOCK),
  DT(Traits.BLOCK),
  EM(Traits.FORMATTING),
  EMBED(Traits.VOID),
  FIELDSET(Traits.BLOCK),
  FIGCAPTION(Traits.BLOCK),
  FIGURE(Traits.BLOCK),
  FONT(Traits.FORMATTING),
  FOOTER(Traits.BLOCK),
  FORM(Traits.BLOCK),
  FRAME(Traits.VOID),
  H1(Traits.BLOCK | Traits.PARAGRAPH),
  H2(Traits.BLOCK | Traits.PARAGRAPH),
  H3(Traits.BLOCK | Traits.PARAGRAPH),
  H4(Traits.BLOCK | Traits.PARAGRAPH),
  H5(Traits.BLOCK | Traits.PARAGRAPH),
  H6(Traits.BLOCK | Traits.PARAGRAPH),
  HEADER(Traits.BLOCK),
  HGROUP(Traits.BLOCK),
  HR(Traits.BLOCK | Traits.VOID),
  HTML(Traits.BLOCK | Traits.SCOPE),
  I(Traits.FORMATTING),
  IFRAME(Traits.SKIPPED),
  IMG(Traits.VOID),
  INPUT(Traits.VOID),
  LEGEND(Traits.BLOCK),
  LI(Traits.BLOCK),
  LINK(Traits.VOID),
  LISTING(Traits.BLOCK | Traits.PREFORMATTED),
  MAIN(Traits.BLOCK),
  MARQUEE(Traits.SCOPE),
  MENU(Traits.BLOCK),
  META(Traits.VOID),
  NAV(Traits.BLOCK),
  NOBR(Traits.FORMATTING),
  OBJECT(Traits.SCOPE),
  OL(Traits.BLOCK | Traits.PARAGRAPH),
  P(Traits.BLOCK | Traits.PARAGRAPH),
  PARAM(Traits.VOID),
  PLAINTEXT(Traits.BLOCK | Traits.PREFORMATTED | Traits.RAW),
  PRE(Traits.BLOCK | Traits.PREFORMATTED),
  S(Traits.FORMATTING),
  SCRIPT(Traits.SKIPPED),
  SECTION(Traits.BLOCK),
  SELECT(Traits.SKIPPED),
  SMALL(Traits.FORMATTING),
  SOURCE(Traits.VOID),
  STRIKE(Traits.FORMATTING),
  STRONG(Traits.FORMATTING),
  STYLE(Traits.SKIPPED),
  SUMMARY(Traits.BLOCK),
  TABLE(Traits.BLOCK | Traits.PARAGRAPH | Traits.SCOPE | Traits.TABLE),
  TBODY(Traits.SPECIAL),
  TD(Traits.SCOPE),
  TEMPLATE(Traits.SKIPPED),
  TEXTAREA(Traits.PREFORMATTED | Traits.OWN_FONT | Traits.RAW),
  TFOOT(Traits.SPECIAL),
  TH(Traits.SCOPE),
  THEAD(Traits.SPECIAL),
  TITLE(Traits.SKIPPED),
  TR(Traits.BLOCK),
  TRACK(Traits.VOID),
  TT(Traits.FORMATTING),
  U(Traits.FORMATTING),
  UL(Traits.BLOCK | Traits.PARAGRAPH),
  WBR(Traits.VOID),
  XMP(Traits.BLOCK | Traits.PREFORMATTED | Traits.RAW);

  /** The traits of an element, as bits. */
  static final class Traits {

    /** It begins and ends a line. */
    static final int BLOCK = 1;

    /** It is surrounded by blank lines. */
    static final int PARAGRAPH = 1 << 1;

    /** It has no content and no end tag. */
    static final int VOID = 1 << 2;

    /** Its content is not text of the document. */
    static final int SKIPPED = 1 << 3;

    /** The end tag of an inline element does not reach beyond it ("special"). */
    static final int SPECIAL = 1 << 4;

    /** The end tag of a block does not reach beyond it ("has an element in scope"). */
    static final int SCOPE = 1 << 5;

    /** Its end tag closes it through blocks ("adoption agency algorithm"). */
    static final int FORMATTING = 1 << 6;

    /** White space in it is preserved. */
    static final int PREFORMATTED = 1 << 7;

    /** It does not inherit the font size. */
    static final int OWN_FONT = 1 << 8;

    /** Its content has no tags but its own end tag. */
    static final int RAW = 1 << 9;

    /** It is a table. */
    static final int TABLE = 1 << 10;

    private Traits() {}
  }

  /** Keys from this value on are hashes of unknown names. */
  static final int UNKNOWN = 1 << 8;

  private static final HtmlElement[] ALL = values();
  private static final int SLOTS = 512;
  private static final byte[] INDEX = new byte[SLOTS];
  private static final String[] NAMES = new String[ALL.length];
  private static final int[] TRAITS = new int[ALL.length];

  static {
    for (HtmlElement element : ALL) {
      String name = element.name().toLowerCase(java.util.Locale.ROOT);
      int hash = 0;
      for (int i = 0; i < name.length(); i++) {
        hash = 31 * hash + name.charAt(i);
      }
      int slot = slot(hash);
      while (INDEX[slot] != 0) {
        slot = slot + 1 & SLOTS - 1;
      }
      INDEX[slot] = (byte) (element.ordinal() + 1);
      NAMES[element.ordinal()] = name;
      TRAITS[element.ordinal()] = element.traits
          | ((element.traits & (Traits.BLOCK | Traits.SCOPE)) != 0 ? Traits.SPECIAL : 0);
    }
  }

  private final int traits;

  HtmlElement(int traits) {
    this.traits = traits;
  }

  /** The key of a name in any case: the ordinal of a known element, {@link #UNKNOWN} or more for others. */
  static int key(String html, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + (html.charAt(i) | 0x20);
    }
    for (int slot = slot(hash); INDEX[slot] != 0; slot = slot + 1 & SLOTS - 1) {
      int ordinal = INDEX[slot] - 1;
      String name = NAMES[ordinal];
      if (isName(name, html, from, to)) {
        return ordinal;
      }
    }
    return UNKNOWN + (hash & 0xFFFFFF);
  }

  /** Whether a range of a text is this name, in any case; the name consists of lower-case ASCII letters, digits and hyphens. */
  static boolean isName(String name, String text, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((text.charAt(from + i) | 0x20) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The traits of the element with this key. */
  static int traits(int key) {
    return key < UNKNOWN ? TRAITS[key] : 0;
  }

  /** The name of the known element with this key, in lower case. */
  static String name(int key) {
    return NAMES[key];
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 9) & SLOTS - 1;
  }
}
