// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.mime.html.HtmlElement.Traits;

/**
 * Whether and how the text of an element is shown, as bits that its children inherit (CSS Display 3 §2.8, CSS 2 §11, CSS Text 3 §3).
 *
 * <p>A child cannot undo {@link #REMOVED}. It can undo the other reasons why text is invisible: a child of a table cell with
 * {@code font-size: 0}, which is common in newsletters, is visible if it sets a size of its own.
 */
final class TextState {

  /** Nothing inside is shown: {@code display: none}, zero opacity, clipped, outside the window. */
  static final int REMOVED = 1;

  static final int INVISIBLE = 1 << 1;
  static final int TINY = 1 << 2;
  static final int INDENTED_AWAY = 1 << 3;
  static final int BACKGROUND_COLORED = 1 << 4;

  /** Any reason why text is invisible. */
  static final int HIDDEN = REMOVED | INVISIBLE | TINY | INDENTED_AWAY | BACKGROUND_COLORED;

  /** White space is preserved ({@code PRE}), or only line breaks are ({@code PRE_LINE}). */
  static final int PRE = 1 << 5;

  static final int PRE_LINE = 1 << 6;

  /** The text is part of a quotation. */
  static final int QUOTED = 1 << 7;

  /** The element is a line of its own although it is not a block; its children do not inherit this. */
  static final int LINE = 1 << 8;

  /** No background is set between the element and the canvas. */
  static final int NO_COLOR = -4;

  private TextState() {}

  /** The state of an element, from that of its parent and its own style. */
  static int of(int parent, int traits, boolean isQuirkyTable, CssDeclarations style) {
    int state = parent & ~LINE;
    if (isRemoved(style)) {
      state |= REMOVED;
    }
    if ((traits & Traits.OWN_FONT) != 0 || isQuirkyTable) {
      state &= ~TINY;
    }
    if ((traits & Traits.PREFORMATTED) != 0) {
      state = state & ~PRE_LINE | PRE;
    }
    if (style.isEmpty()) {
      return state;
    }
    state = inherited(state, style, CssDeclarations.VISIBILITY, INVISIBLE);
    state = inherited(state, style, CssDeclarations.FONT_SIZE, TINY);
    if (style.has(CssDeclarations.TEXT_INDENT)) {
      boolean isFar = style.is(CssDeclarations.TEXT_INDENT, CssDeclarations.FAR);
      state = isFar ? state | INDENTED_AWAY : state & ~INDENTED_AWAY;
    }
    return whiteSpace(state, style);
  }

  /** A property whose value is inherited unless the element sets another. */
  private static int inherited(int state, CssDeclarations style, int property, int bit) {
    if (!style.has(property)) {
      return state;
    }
    return switch (style.value(property)) {
      case CssDeclarations.NONE -> state | bit;
      case CssDeclarations.INHERITED -> state;
      default -> state & ~bit;
    };
  }

  private static int whiteSpace(int state, CssDeclarations style) {
    if (!style.has(CssDeclarations.WHITE_SPACE)) {
      return state;
    }
    int other = state & ~(PRE | PRE_LINE);
    return switch (style.value(CssDeclarations.WHITE_SPACE)) {
      case CssDeclarations.PRE -> other | PRE;
      case CssDeclarations.PRE_LINE -> other | PRE_LINE;
      case CssDeclarations.INHERITED -> state;
      default -> other;
    };
  }

  private static boolean isRemoved(CssDeclarations style) {
    if (!style.isAnyExtreme()) {
      return false;
    }
    return style.is(CssDeclarations.DISPLAY, CssDeclarations.NONE)
        || style.is(CssDeclarations.OPACITY, CssDeclarations.NONE)
        || style.is(CssDeclarations.MSO_HIDE, CssDeclarations.NONE)
        || style.is(CssDeclarations.TRANSFORM, CssDeclarations.NONE)
        || style.is(CssDeclarations.CLIP_PATH, CssDeclarations.NONE)
        || isClipped(style)
        || isOutside(style);
  }

  private static boolean isClipped(CssDeclarations style) {
    boolean isOutOfFlow = style.is(CssDeclarations.POSITION, CssDeclarations.OUT_OF_FLOW);
    boolean hasNoSize = style.is(CssDeclarations.HEIGHT, CssDeclarations.NONE)
        || style.is(CssDeclarations.MAX_HEIGHT, CssDeclarations.NONE)
        || style.is(CssDeclarations.WIDTH, CssDeclarations.NONE)
        || style.is(CssDeclarations.MAX_WIDTH, CssDeclarations.NONE);
    return hasNoSize && style.is(CssDeclarations.OVERFLOW, CssDeclarations.NONE)
        || isOutOfFlow && style.is(CssDeclarations.CLIP, CssDeclarations.NONE);
  }

  private static boolean isOutside(CssDeclarations style) {
    boolean isMoved = style.has(CssDeclarations.POSITION)
        && !style.is(CssDeclarations.POSITION, CssDeclarations.INHERITED);
    return isMoved
            && (style.is(CssDeclarations.LEFT, CssDeclarations.FAR)
                || style.is(CssDeclarations.TOP, CssDeclarations.FAR))
        || style.is(CssDeclarations.MARGIN_LEFT, CssDeclarations.FAR);
  }
}
