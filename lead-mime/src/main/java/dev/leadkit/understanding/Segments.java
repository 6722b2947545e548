// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Address;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a message, divided into what the sender wrote and what was put around it. Nothing is removed: the concatenation of the
 * segments is the text. Where a rule would leave nothing of a text, the text stays own text.
 *
 * <p>Each line is read once and without regular expressions, so that the time grows linearly with the text. From the 20,000th line on the
 * text is one line.
 *
 * @param text the whole text
 * @param list the segments, in order
 */
public record Segments(String text, List<Segment> list) {

  private static final Set<Kind> OWN = EnumSet.of(Kind.OWN_TEXT, Kind.FORM_FIELD);

  public Segments {
    Objects.requireNonNull(text, "text");
    list = List.copyOf(Objects.requireNonNull(list, "list"));
  }

  /**
   * Divides a text.
   *
   * @param subject the subject of the message, null where it is not known; it tells a forward from a reply
   * @param from the sender, {@link Address#UNKNOWN} where it is not known; a signature repeats the name
   * @param text the plain text of the message
   */
  public static Segments of(@Nullable String subject, Address from, String text) {
    return of(subject, from, text, List.of());
  }

  /**
   * Divides the text of an HTML document.
   *
   * @param subject the subject of the message, null where it is not known; it tells a forward from a reply
   * @param from the sender, {@link Address#UNKNOWN} where it is not known; a signature repeats the name
   * @param text the text of the document
   * @param containers its elements that mail programs use for quoted mails and signatures, in the order of their beginnings
   */
  public static Segments of(
      @Nullable String subject, Address from, String text, List<Container> containers) {
    Objects.requireNonNull(from, "from");
    LineKinds kinds = new LineKinds(TextLine.split(text));
    boolean forwarded = new BoundaryMarker(kinds, containers, subject).mark();
    new SignatureContainers(kinds, new SenderName(from)).mark(containers);
    TailFinder tails = new TailFinder(kinds, new SenderName(from));
    new BannerFinder(kinds).mark();
    tails.mark();
    if (!kinds.hasOwnText() && !forwarded) {
      restore(
          kinds,
          EnumSet.of(
              Kind.SIGN_OFF, Kind.SIGNATURE, Kind.DEVICE_LINE, Kind.DISCLAIMER, Kind.LIST_FOOTER));
      if (!kinds.hasOwnText()) {
        kinds.clearSplits();
        restore(kinds, EnumSet.allOf(Kind.class));
      }
    }
    new FormFinder(kinds).mark();
    return new Segments(text, kinds.segments());
  }

  private static void restore(LineKinds kinds, Set<Kind> cut) {
    for (int i = 0; i < kinds.size(); i++) {
      if (cut.contains(kinds.of(i))) {
        kinds.set(i, i + 1, Kind.OWN_TEXT, "nothing-else-left", 0.5);
      }
    }
  }

  /** The parts of these kinds, in order, without blanks at the ends. */
  public String text(Set<Kind> kinds) {
    StringBuilder out = new StringBuilder();
    for (Segment segment : list) {
      if (kinds.contains(segment.kind())) {
        out.append(segment.of(text));
      }
    }
    return out.toString().strip();
  }

  /** What the sender wrote: own text and form fields. */
  public String ownText() {
    return text(OWN);
  }

  /** Without the text, which is personal data. */
  @Override
  public String toString() {
    return "Segments" + list;
  }
}
