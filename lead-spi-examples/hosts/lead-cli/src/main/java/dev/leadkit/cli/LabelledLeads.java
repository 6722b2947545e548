// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Received;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.files.MailFiles;
import dev.leadkit.files.MailFiles.Mail;
import dev.leadkit.files.MailFiles.Unreadable;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Leads whose label is known: the labelled ones of a data folder, or mails sorted into folders by label. */
final class LabelledLeads {

  private static final int AT_ONCE = 256;
  private static final int FIRST_HISTORY = 1;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A data folder: its labelled leads, as they were before they were first scored.")
  private @Nullable Path data;

  @Option(
      names = "--mails",
      paramLabel = "LABEL=PATH",
      description = "Mails that all have one label; may be repeated.")
  private List<String> mails = List.of();

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      defaultValue = "spam",
      description = "The label to recognise.")
  private String label = "";

  @Option(
      names = "--against",
      paramLabel = "LABEL",
      defaultValue = "ham",
      description = "The label to distinguish it from.")
  private String against = "";

  String label() {
    return label;
  }

  String against() {
    return against;
  }

  /** Receives a lead. */
  interface Taker {
    void take(Lead lead, boolean labelled);
  }

  /** Passes every lead that has one of the two labels to the taker, in an order that is the same on every machine. */
  void each(Taker taker) {
    if ((data == null) == mails.isEmpty()) {
      throw wrong("expected either --data or --mails");
    }
    if (label.equals(against)) {
      throw wrong("--against: expected another label than --label, got " + against);
    }
    if (data != null) {
      try (DataFolder dataFolder = DataFolder.existing(data)) {
        each(dataFolder, taker);
      }
    }
    mails.forEach(of -> mails(of, taker));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void each(DataFolder dataFolder, Taker taker) {
    List<LeadId> leads = List.copyOf(dataFolder.leads());
    for (int from = 0; from < leads.size(); from += AT_ONCE) {
      List<LeadId> some = leads.subList(from, Math.min(leads.size(), from + AT_ONCE));
      var histories = dataFolder.histories(some);
      for (LeadId id : some) {
        List<LeadEvent> history = histories.getOrDefault(id, List.of());
        String said = label(history);
        if (said.equals(label) || said.equals(against)) {
          taker.take(Lead.of(id, beforeItWasScored(history)), said.equals(label));
        }
      }
    }
  }

  /** The last of the two labels that was given, {@code ""} for none. */
  private String label(List<LeadEvent> history) {
    String last = "";
    for (LeadEvent event : history) {
      if (event.fact() instanceof Labelled labelled
          && (labelled.label().equals(label) || labelled.label().equals(against))) {
        last = labelled.label();
      }
    }
    return last;
  }

  private static List<LeadEvent> beforeItWasScored(List<LeadEvent> history) {
    int end = 0;
    while (end < history.size() && !(history.get(end).fact() instanceof Qualified)) {
      end++;
    }
    return history.subList(0, end);
  }

  private void mails(String of, Taker taker) {
    int equals = of.indexOf('=');
    String said = equals < 0 ? "" : of.substring(0, equals);
    if (!said.equals(label) && !said.equals(against)) {
      throw wrong("--mails: expected " + label + "=PATH or " + against + "=PATH, got " + of);
    }
    Path path = Path.of(of.substring(equals + 1));
    if (!Files.exists(path)) {
      throw new InputException(path + ": no such file or folder");
    }
    MessageReader reader = Setup.DEMO.reader();
    MailFiles.walk(List.of(path), found -> {
      if (found instanceof Unreadable problem) {
        throw new InputException(problem.origin() + ": " + problem.reason());
      }
      taker.take(lead(reader, ((Mail) found).raw()), said.equals(label));
    });
  }

  /** Makes a lead of a mail; the time of receipt is unknown, so the date of the mail is used. */
  private static Lead lead(MessageReader reader, RawMessage raw) {
    Message undated = reader.read(raw, Instant.EPOCH, Sink.discarding());
    Message message =
        undated.date() == null ? undated : reader.read(raw, undated.date(), Sink.discarding());
    LeadId id = LeadId.openedBy(message.id());
    var received = new Received(message, Source.of("mail", ""), Key.of(message), "");
    var history = new ArrayList<LeadEvent>();
    history.add(new LeadEvent(id, FIRST_HISTORY, message.receivedAt(), received));
    return Lead.of(id, history);
  }
}
