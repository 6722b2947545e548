// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Selects the parts that are the text, the HTML and the attachments of a message (RFC 8621 §4.1.4), in one pass over the parts instead of
 * recursively.
 *
 * <p>Unlike there, an image between texts is an attachment.
 */
public final class BodySelection {

  private final List<Entity> text = new ArrayList<>(1);
  private final List<Entity> html = new ArrayList<>(1);
  private final List<Entity> attachments = new ArrayList<>();
  private final List<Alternative> alternatives = new ArrayList<>(0);
  private Frame frame = new Frame(null, null);

  private BodySelection() {}

  /** The same text in two forms: the parts of each. */
  public record Alternative(List<Entity> text, List<Entity> html) {

    public Alternative {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(html, "html");
      text = List.copyOf(text);
      html = List.copyOf(html);
    }
  }

  /** A multipart whose parts are being read. */
  private final class Frame {
    final @Nullable Entity multipart;
    final @Nullable Frame outer;
    final String kind;
    final boolean inAlternative;
    final int textLength = text.size();
    final int htmlLength = html.size();
    boolean wantsText;
    boolean wantsHtml;
    int index;

    Frame(@Nullable Entity multipart, @Nullable Frame outer) {
      this.multipart = multipart;
      this.outer = outer;
      this.kind = multipart == null ? "mixed" : multipart.type.substring("multipart/".length());
      this.inAlternative = outer != null && outer.inAlternative || kind.equals("alternative");
      this.wantsText = outer == null || outer.wantsText;
      this.wantsHtml = outer == null || outer.wantsHtml;
    }
  }

  /** Selects among the parts in the order of {@link Multipart#entities}. */
  public static BodySelection of(List<Entity> entities) {
    BodySelection selection = new BodySelection();
    for (Entity entity : entities) {
      selection.leaveUntil(entity.parent);
      if (entity.isMultipart() && entity.children > 0) {
        selection.frame.index++;
        selection.frame = selection.new Frame(entity, selection.frame);
      } else {
        selection.leaf(entity);
      }
    }
    selection.leaveUntil(null);
    return selection;
  }

  /** The parts of the message as plain text: {@code text/plain}, or {@code text/html} if there is no plain text. */
  public List<Entity> text() {
    return text;
  }

  /** The parts of the message as HTML: {@code text/html}, or {@code text/plain} if there is no HTML. */
  public List<Entity> html() {
    return html;
  }

  /** The attachments, in their order. */
  public List<Entity> attachments() {
    return attachments;
  }

  /** The texts that the message offers both as plain text and as HTML. */
  public List<Alternative> alternatives() {
    return alternatives;
  }

  private void leaveUntil(@Nullable Entity multipart) {
    while (frame.multipart != multipart && frame.outer != null) {
      if (frame.kind.equals("alternative") && frame.wantsText && frame.wantsHtml) {
        complete();
      }
      frame = frame.outer;
    }
  }

  /** Completes a multipart/alternative: if it has only one form, that form counts as both. */
  private void complete() {
    boolean newText = text.size() != frame.textLength;
    boolean newHtml = html.size() != frame.htmlLength;
    if (!newText && newHtml) {
      text.addAll(html.subList(frame.htmlLength, html.size()));
    } else if (newText && !newHtml) {
      html.addAll(text.subList(frame.textLength, text.size()));
    } else if (newText) {
      alternatives.add(new Alternative(
          text.subList(frame.textLength, text.size()),
          html.subList(frame.htmlLength, html.size())));
    }
  }

  private void leaf(Entity entity) {
    boolean first = frame.index++ == 0;
    if (entity.isResourceFork()) {
      return;
    }
    if (!entity.isText()
        || entity.isAttached()
        || entity.isOfAppleDouble()
        || !first && isCompanion(entity)) {
      attachments.add(entity);
    } else if (frame.kind.equals("alternative")) {
      (entity.type.equals("text/html") ? html : text).add(entity);
    } else {
      inline(entity);
    }
  }

  /** Whether a part that is not the first accompanies the text: it is in a multipart/related or has a name. */
  private boolean isCompanion(Entity entity) {
    return frame.kind.equals("related") || entity.isNamed();
  }

  private void inline(Entity entity) {
    if (frame.inAlternative && entity.type.equals("text/html")) {
      frame.wantsText = false;
    } else if (frame.inAlternative) {
      frame.wantsHtml = false;
    }
    if (frame.wantsText) {
      text.add(entity);
    }
    if (frame.wantsHtml) {
      html.add(entity);
    }
    if (!frame.wantsText && !frame.wantsHtml) {
      attachments.add(entity);
    }
  }
}
