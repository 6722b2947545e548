// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.mime.html.HtmlElement.Traits;
import java.util.Arrays;

/**
 * The open elements of an HTML document with the state of their text, and the rules that close elements without end tags (HTML Standard
 * §13.2.4.2 and §13.2.6.4.7, as far as they matter to text).
 *
 * <p>Elements deeper than {@link #MAX_DEPTH} are only counted and have the state of the deepest one that is stored, so that neither memory nor
 * the search for an open element grows with the nesting.
 */
final class ElementStack {

  /** The maximum depth, as in browsers. */
  static final int MAX_DEPTH = 512;

  private static final int NONE = -1;

  private int[] keys = new int[32];
  private int[] states = new int[32];
  private int[] colors = new int[32];
  private int[] backgrounds = new int[32];
  private final short[] open = new short[HtmlElement.UNKNOWN];
  private int size;
  private int beyond;
  private int hiddenBeyond = Integer.MAX_VALUE;
  private int state;

  /** Whether elements were nested deeper than that. */
  private boolean cut;

  boolean isCut() {
    return cut;
  }

  /** The state of the text of the innermost element. */
  int state() {
    return beyond >= hiddenBeyond ? state | TextState.REMOVED : state;
  }

  /** The number of open elements, without those beyond the limit. */
  int depth() {
    return size;
  }

  int color() {
    return size == 0 ? CssColor.UNKNOWN : colors[size - 1];
  }

  int background() {
    return size == 0 ? TextState.NO_COLOR : backgrounds[size - 1];
  }

  boolean isOpen(HtmlElement element) {
    return open[element.ordinal()] > 0;
  }

  void push(int key, int newState, int color, int background) {
    if (size == MAX_DEPTH) {
      beyond++;
      cut = true;
      if ((newState & TextState.REMOVED) != 0 && hiddenBeyond == Integer.MAX_VALUE) {
        hiddenBeyond = beyond;
      }
      return;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      states = Arrays.copyOf(states, 2 * size);
      colors = Arrays.copyOf(colors, 2 * size);
      backgrounds = Arrays.copyOf(backgrounds, 2 * size);
    }
    keys[size] = key;
    states[size] = newState;
    colors[size] = color;
    backgrounds[size] = background;
    size++;
    state = newState;
    if (key < HtmlElement.UNKNOWN) {
      open[key]++;
    }
  }

  /** Closes the elements that a start tag closes implicitly. */
  void closeBefore(int key, boolean isQuirky) {
    if (beyond > 0 || key >= HtmlElement.UNKNOWN) {
      return;
    }
    if (key == HtmlElement.LI.ordinal()) {
      closeItem(HtmlElement.LI, HtmlElement.LI);
    } else if (key == HtmlElement.DD.ordinal() || key == HtmlElement.DT.ordinal()) {
      closeItem(HtmlElement.DD, HtmlElement.DT);
    } else if (isCell(key)) {
      closeInTable(HtmlElement.TD, HtmlElement.TH);
      return;
    } else if (key == HtmlElement.TR.ordinal()) {
      closeInTable(HtmlElement.TR, HtmlElement.CAPTION);
      return;
    } else if (isRowGroup(key)) {
      closeInTable(HtmlElement.TBODY, HtmlElement.THEAD);
      closeInTable(HtmlElement.TFOOT, HtmlElement.CAPTION);
      return;
    } else if (key == HtmlElement.A.ordinal()) {
      close(key);
      return;
    }
    boolean closesParagraph = (HtmlElement.traits(key) & Traits.BLOCK) != 0
        && !(isQuirky && key == HtmlElement.TABLE.ordinal());
    if (closesParagraph && isOpen(HtmlElement.P)) {
      popTo(find(HtmlElement.P.ordinal(), Traits.SCOPE));
    }
  }

  private static boolean isCell(int key) {
    return key == HtmlElement.TD.ordinal() || key == HtmlElement.TH.ordinal();
  }

  private static boolean isRowGroup(int key) {
    return key == HtmlElement.TBODY.ordinal()
        || key == HtmlElement.THEAD.ordinal()
        || key == HtmlElement.TFOOT.ordinal();
  }

  /** Closes an item where the next one of the same list begins. */
  private void closeItem(HtmlElement one, HtmlElement other) {
    if (!isOpen(one) && !isOpen(other)) {
      return;
    }
    for (int at = size - 1; at >= 0; at--) {
      int key = keys[at];
      if (key == one.ordinal() || key == other.ordinal()) {
        popTo(at);
        return;
      }
      boolean isPassedOver = key == HtmlElement.ADDRESS.ordinal()
          || key == HtmlElement.DIV.ordinal()
          || key == HtmlElement.P.ordinal();
      if (!isPassedOver && (HtmlElement.traits(key) & Traits.SPECIAL) != 0) {
        return;
      }
    }
  }

  private void closeInTable(HtmlElement one, HtmlElement other) {
    if (!isOpen(one) && !isOpen(other)) {
      return;
    }
    for (int at = size - 1; at >= 0 && keys[at] != HtmlElement.TABLE.ordinal(); at--) {
      if (keys[at] == one.ordinal() || keys[at] == other.ordinal()) {
        popTo(at);
        return;
      }
    }
  }

  /** Closes the innermost element with this name and all elements inside it. An end tag without an open element is ignored. */
  void close(int key) {
    if (beyond > 0) {
      beyond--;
      hiddenBeyond = beyond < hiddenBeyond ? Integer.MAX_VALUE : hiddenBeyond;
      return;
    }
    if (key < HtmlElement.UNKNOWN && open[key] == 0) {
      return;
    }
    popTo(find(key, barriers(key)));
  }

  private static int barriers(int key) {
    int traits = HtmlElement.traits(key);
    if (key == HtmlElement.TABLE.ordinal()) {
      return 0;
    }
    if (isCell(key) || isRowGroup(key) || key == HtmlElement.TR.ordinal()) {
      return Traits.TABLE;
    }
    return (traits & (Traits.SPECIAL | Traits.FORMATTING)) != 0 ? Traits.SCOPE : Traits.SPECIAL;
  }

  private int find(int key, int barriers) {
    for (int at = size - 1; at >= 0; at--) {
      if (keys[at] == key) {
        return at;
      }
      if ((HtmlElement.traits(keys[at]) & barriers) != 0) {
        return NONE;
      }
    }
    return NONE;
  }

  private void popTo(int at) {
    if (at == NONE) {
      return;
    }
    while (size > at) {
      int key = keys[--size];
      if (key < HtmlElement.UNKNOWN) {
        open[key]--;
      }
    }
    state = size == 0 ? 0 : states[size - 1];
  }
}
