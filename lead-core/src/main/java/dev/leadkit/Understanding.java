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
  public static final Understanding NONE = builder().build();

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

  /** A builder for an understanding in which nothing is concluded. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder with all components of this one. */
  public Builder toBuilder() {
    return builder()
        .text(text, segments)
        .messageClass(messageClass)
        .forwards(forwards)
        .fields(fields)
        .language(language)
        .labels(labels)
        .signals(signals);
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

  /** Builds an {@link Understanding}. The last call of each method counts. Used by one thread. */
  public static final class Builder {

    private String text = "";
    private List<Segment> segments = List.of();
    private MessageClass messageClass = MessageClass.UNKNOWN;
    private List<Forwarded> forwards = List.of();
    private List<FormField> fields = List.of();
    private String language = "";
    private List<MessageLabel> labels = List.of();
    private List<Conclusion> signals = List.of();

    private Builder() {}

    /** Sets the text and its segments; by default {@code ""} and none. */
    public Builder text(String value, List<Segment> parts) {
      text = value;
      segments = parts;
      return this;
    }

    /** Sets the kind of message; by default {@link MessageClass#UNKNOWN}. */
    public Builder messageClass(MessageClass value) {
      messageClass = value;
      return this;
    }

    /** Sets the forwarded messages, the outermost first; none by default. */
    public Builder forwards(List<Forwarded> value) {
      forwards = value;
      return this;
    }

    /** Sets the fields of a form; none by default. */
    public Builder fields(List<FormField> value) {
      fields = value;
      return this;
    }

    /** Sets the language; by default {@code ""}: not known. */
    public Builder language(String value) {
      language = value;
      return this;
    }

    /** Sets the concerns of the sender; none by default. */
    public Builder labels(List<MessageLabel> value) {
      labels = value;
      return this;
    }

    /** Sets the signs of spam; none by default. */
    public Builder signals(List<Conclusion> value) {
      signals = value;
      return this;
    }

    /** The understanding. */
    public Understanding build() {
      return new Understanding(
          text, segments, messageClass, forwards, fields, language, labels, signals);
    }
  }
}
