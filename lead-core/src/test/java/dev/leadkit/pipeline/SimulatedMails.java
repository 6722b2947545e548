// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Automation;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.pipeline.Choices.Subject;
import dev.leadkit.pipeline.SimulatedSenders.Mail;
import dev.leadkit.spi.MessageReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The mails of a simulated run: new ones, answers, copies, absence notes, the same text again, and what a stranger writes. */
final class SimulatedMails {

  private static final String ADA = "ada@acme.example";
  private static final String STRANGER = "bob@other.example";
  private static final String AWAY = "away";

  /** Long enough to be recognized in another mail. */
  private static final String LONG =
      " we would like to know what ten of your machines cost and when they can be here";

  private static final String[] ROUTES = {"crm", "chat", "both", "line", "spam", "sla"};

  /** What the next mail is. */
  private enum Kind {
    NEW,
    ANSWER,
    COPY,
    SAME_ID,
    SAME_TEXT,
    ABSENCE,
    STRANGER
  }

  private final Choices choices;
  private final boolean hangs;
  private final List<Mail> mails = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  SimulatedMails(Choices choices, boolean hangs) {
    this.choices = choices;
    this.hangs = hangs;
  }

  /** The reader of these mails. */
  static MessageReader reader() {
    MessageReader lines = Host.reader();
    return (raw, receivedAt, contents) -> {
      Message message = lines.read(raw, receivedAt, contents);
      return message.textBody().startsWith(AWAY)
          ? message.toBuilder().automation(Automation.AUTO_REPLY).build()
          : message;
    };
  }

  Mail next() {
    Mail mail = compose();
    mails.add(mail);
    return mail;
  }

  private Mail compose() {
    int number = mails.size();
    Kind kind = number == 0
        ? Kind.NEW
        : Kind.values()[choices.weighted(Subject.PLAN, hangs ? 20 : 7, 3, 2, 1, 1, 1, 1)];
    if (kind == Kind.COPY) {
      Mail original = mails.get(choices.of(Subject.PLAN, number));
      texts.add("");
      return new Mail(
          "copy " + number + " of " + original.name(),
          Host.to("r" + number + "@in.example", original.raw()));
    }
    String other =
        number == 0 || kind == Kind.NEW ? "" : "<" + choices.of(Subject.PLAN, number) + "@x>";
    String id = kind == Kind.SAME_ID ? other : "<" + number + "@x>"; // another text under it
    boolean isAnswer = kind == Kind.ANSWER || kind == Kind.ABSENCE || kind == Kind.STRANGER;
    String parent = isAnswer ? other : "";
    String text =
        kind == Kind.SAME_TEXT ? texts.get(choices.of(Subject.PLAN, number)) : text(kind, number);
    texts.add(text);
    String from = kind == Kind.STRANGER ? STRANGER : ADA;
    String line = String.join("|", id, parent, from, text);
    return new Mail(
        "mail " + number + " (" + (kind == Kind.STRANGER ? "of a stranger, " : "") + text
            + (parent.isEmpty() ? "" : ", to " + parent) + ")",
        RawMessage.of(line.getBytes(StandardCharsets.UTF_8)));
  }

  private String text(Kind kind, int number) {
    String route = ROUTES[choices.weighted(Subject.PLAN, hangs ? 24 : 6, 4, 2, 2, 1, 2)];
    String fault = switch (choices.weighted(Subject.PLAN, 16, 1, 1, 1)) {
      case 1 -> " poison-score";
      case 2 -> " poison-line";
      case 3 -> " unwritable";
      default -> "";
    };
    String length = choices.once(Subject.PLAN, 4) ? LONG : " " + number;
    return (kind == Kind.ABSENCE ? AWAY + " " : "") + route + fault + length;
  }
}
