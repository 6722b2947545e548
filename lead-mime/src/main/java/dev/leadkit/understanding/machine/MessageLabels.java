// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Conclusion;
import dev.leadkit.MessageLabel;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the concerns of a sender that routes ask for. Only what the sender wrote counts: a withdrawal in a quotation is not a withdrawal. Words
 * that also occur in enquiries count only where the sender asks for no quote.
 */
final class MessageLabels {

  /** A whole text that is longer is more than a command. */
  private static final int MAX_COMMAND = 40;

  private MessageLabels() {}

  /** The labels of a message by the phrases that were found in its normalized subject and text. */
  static List<MessageLabel> find(String head, PhraseHits inHead, String text, PhraseHits inText) {
    boolean answer = head.startsWith("re:") || head.startsWith("aw:") || head.startsWith("sv:");
    PhraseHits inSubject = answer ? new PhraseHits() : inHead;
    List<MessageLabel> labels = new ArrayList<>(0);
    add(labels, MessageLabel.ERASURE_REQUEST, MachinePhrase.ERASURE, inText, inSubject);
    add(labels, MessageLabel.UNSUBSCRIBE_REQUEST, MachinePhrase.UNSUBSCRIBE, inText, inSubject);
    String command = command(text, head, answer);
    if (labels.stream().noneMatch(label -> label.name().equals(MessageLabel.UNSUBSCRIBE_REQUEST))
        && !command.isEmpty()) {
      labels.add(new MessageLabel(
          MessageLabel.UNSUBSCRIBE_REQUEST, Conclusion.of("unsubscribe-command", command, 0.9)));
    }
    add(labels, MessageLabel.JOB_APPLICATION, MachinePhrase.JOB, inText, inSubject);
    add(labels, MessageLabel.SUPPORT_REQUEST, MachinePhrase.SUPPORT, inText, inSubject);
    return labels;
  }

  private static void add(
      List<MessageLabel> labels,
      String name,
      MachinePhrase kind,
      PhraseHits text,
      PhraseHits subject) {
    int found = text.count(kind) + subject.count(kind);
    if (found > 0) {
      String phrase = text.has(kind) ? text.phrase(kind) : subject.phrase(kind);
      String rule = kind.tableName() + "-phrase";
      labels.add(new MessageLabel(
          name, Conclusion.of(rule, phrase, found > 1 || subject.has(kind) ? 0.9 : 0.7)));
    }
  }

  /** A text that is nothing but a command, or a command as the subject of a message without text; {@code ""} if it is neither. */
  private static String command(String text, String head, boolean answer) {
    String whole = bare(text);
    if (isCommand(whole)) {
      return whole;
    }
    String subject = bare(head);
    return !answer && (whole.isEmpty() || whole.length() <= MAX_COMMAND) && isCommand(subject)
        ? subject
        : "";
  }

  private static boolean isCommand(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_COMMAND
        && MachinePhrases.isWhole(text, MachinePhrase.UNSUBSCRIBE_WHOLE);
  }

  /** Without punctuation at its ends. */
  private static String bare(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
      from++;
    }
    while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
