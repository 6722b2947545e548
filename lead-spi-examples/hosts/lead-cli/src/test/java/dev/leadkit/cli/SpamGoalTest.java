// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Conclusion;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.scoring.Features;
import dev.leadkit.scoring.Model;
import dev.leadkit.scoring.ModelTrainer;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Measures how much spam reaches sales after training on a part of the shared corpus. */
class SpamGoalTest {

  private static final Instant AT = Instant.parse("2002-10-01T00:00:00Z");

  /**
   * From this probability on, what a person may have written is quarantined. Mail of machines and lists is automatic before that, as in the
   * demo's policy.
   */
  private static final double THRESHOLD = 0.08;

  private static final MimeReader READER = new MimeReader(MimeLimits.standard());
  private static final Features FEATURES = Features.ofLead();

  private static List<Message> mails(Path folder) throws IOException {
    List<Message> mails = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        RawMessage raw = RawMessage.of(Files.readAllBytes(file));
        Instant date = READER.triage(raw.bytes()).date();
        mails.add(READER.read(raw, date == null ? AT : date, Sink.discarding()));
      }
    }
    return mails;
  }

  private static Lead lead(Message message) {
    LeadId id = LeadId.openedBy(message.id());
    return Lead.of(id)
        .apply(new LeadEvent(
            id,
            1,
            message.receivedAt(),
            new Fact.Received(message, Source.unknown(""), List.of(), "")));
  }

  private static boolean isQuarantined(Model model, Message message) {
    double innocent = 1 - Model.probability(model.logit(FEATURES, lead(message)));
    for (Conclusion signal : message.understanding().signals()) {
      // The list of disposable domains is twenty years younger than these mails.
      innocent *= signal.rule().equals("disposable_domain") ? 1 : 1 - signal.confidence();
    }
    return 1 - innocent >= THRESHOLD;
  }

  @Test
  void little_unseen_spam_reaches_sales_and_no_ordinary_mail_is_quarantined() throws IOException {
    Path corpus = Needs.folder("../shared/corpus/spamassassin");
    ModelTrainer trainer = new ModelTrainer(FEATURES, "spam", "ham");
    for (Message mail : mails(corpus.resolve("spam-1"))) {
      trainer.add(lead(mail), true);
    }
    for (String ham : List.of("easy-ham-1", "hard-ham-1")) {
      for (Message mail : mails(corpus.resolve(ham))) {
        trainer.add(lead(mail), false);
      }
    }
    Model model = trainer.train().model();
    List<Message> spam = mails(corpus.resolve("spam-2"));
    long reaching = spam.stream()
        .filter(mail -> mail.isWritten() && !isQuarantined(model, mail))
        .count();
    System.out.println("spam-2 reaching sales: " + reaching + " of " + spam.size());
    for (String ham : List.of("easy-ham-1", "easy-ham-2")) {
      List<String> lost = mails(corpus.resolve(ham)).stream()
          .filter(mail -> mail.isWritten() && isQuarantined(model, mail))
          .map(Message::subject)
          .toList();
      assertEquals(List.of(), lost, ham + ": quarantined");
    }
    assertTrue(reaching <= 0.1 * spam.size(), reaching + " of " + spam.size());
  }
}
