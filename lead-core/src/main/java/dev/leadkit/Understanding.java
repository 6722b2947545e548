// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import dev.leadkit.Segment.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What was concluded from the content of a message. It annotates: the message keeps everything that was received.
 *
 * @param text the text that a mail program shows: the text body, or the text of the HTML body
 * @param segments the parts of {@code text}, without gaps, or none if the reader did not divide it
 * @param messageClass what kind of message it is
 * @param forwards the messages that it forwards, the outermost first, each with its whole text
 * @param fields the fields of a web form or portal, in their order
 * @param language the language of what the sender wrote as a tag of RFC 5646 such as {@code pt}, {@code ""} if it is not known
 * @param labels the concerns of the sender that routes ask for, each once
 * @param signals the signs of spam, each once: the rule is its name, the confidence its weight
 */
public record Understanding(
    String text,
    List<Segment> segments,
    MessageClass messageClass,
    List<Forwarded> forwards,
    List<FormField> fields,
    String language,
    List<MessageLabel> labels,
    List<Conclusion> signals) {

  /** Nothing was concluded. */
  public static final Understanding NONE =
      new Understanding("", List.of(), MessageClass.UNKNOWN, List.of(), List.of(), "");

  public Understanding {
    Checks.max(text, "text", Checks.MAX_TEXT);
    segments = Checks.list(segments, "segments");
    int end = 0;
    for (Segment segment : segments) {
      if (segment.start() != end || segment.end() > text.length()) {
        throw new IllegalArgumentException(
            "segments: expected one that begins at " + end + ", got " + segment);
      }
      end = segment.end();
    }
    if (!segments.isEmpty() && end != text.length()) {
      throw new IllegalArgumentException(
          "segments: expected the last to end at " + text.length() + ", got " + end);
    }
    Objects.requireNonNull(messageClass, "messageClass");
    forwards = Checks.list(forwards, "forwards");
    fields = Checks.list(fields, "fields");
    Objects.requireNonNull(language, "language");
    labels = Checks.list(labels, "labels");
    signals = Checks.list(signals, "signals");
  }

  /** What was concluded from a message without labels and signs of spam. */
  public Understanding(
      String text,
      List<Segment> segments,
      MessageClass messageClass,
      List<Forwarded> forwards,
      List<FormField> fields,
      String language) {
    this(text, segments, messageClass, forwards, fields, language, List.of(), List.of());
  }

  /** The same with another class and other labels. */
  public Understanding with(MessageClass newClass, List<MessageLabel> newLabels) {
    return new Understanding(
        text, segments, newClass, forwards, fields, language, newLabels, signals);
  }

  /** The same with other signs of spam. */
  public Understanding withSignals(List<Conclusion> newSignals) {
    return new Understanding(
        text, segments, messageClass, forwards, fields, language, labels, newSignals);
  }

  /**
   * How suspicious the signs make the message, from 0 for none to 1: {@code 1 - (1 - w₁)(1 - w₂)…} of their weights, so that each sign raises
   * it and no number of weak ones exceeds 1.
   */
  public double suspicion() {
    double innocent = 1;
    for (Conclusion signal : signals) {
      innocent *= 1 - signal.confidence();
    }
    return 1 - innocent;
  }

  /** The same with another text in other segments. */
  public Understanding withText(String newText, List<Segment> newSegments) {
    return new Understanding(newText, newSegments, messageClass, forwards, fields, language);
  }

  /** The parts of the text of these kinds, in order, without blanks at the ends. */
  public String text(Set<Kind> kinds) {
    StringBuilder out = new StringBuilder();
    for (Segment segment : segments) {
      if (kinds.contains(segment.kind())) {
        out.append(segment.of(text));
      }
    }
    return out.toString().strip();
  }

  /** The value of the first form field with this canonical name that is not blank, {@code ""} if there is none. */
  public String field(String name) {
    for (FormField field : fields) {
      if (field.name().equals(name) && !field.value().isBlank()) {
        return field.value();
      }
    }
    return "";
  }

  /** Without the text, which is personal data. */
  @Override
  public String toString() {
    return "Understanding[" + messageClass.kind() + ", " + segments.size() + " segments]";
  }
}
