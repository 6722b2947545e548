// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.jakartamail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Threading;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.StoreException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an IMAP server that speaks the protocol, in this process. */
class MailFolderTest {

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

  @TempDir
  Path spool;

  private GreenMailUser user;

  @BeforeEach
  void start() {
    server.start();
    user = server.setUser("leads@example.com", "leads", "secret");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Nested
  class No_mail_is_lost_and_none_becomes_two_leads {

    @Test
    void every_message_is_handed_over_once_with_the_bytes_that_the_server_has() throws Exception {
      deliver(3);
      var taken = new ArrayList<String>();
      try (Store store = connected();
          Folder inbox = opened(store)) {
        assertEquals(3, MailFolder.of(inbox).take(raw -> taken.add(text(raw))));
        assertEquals(0, MailFolder.of(inbox).take(raw -> taken.add(text(raw))));
      }
      assertEquals(List.of(mail(0), mail(1), mail(2)), taken);
      try (Store store = connected();
          Folder inbox = opened(store)) {
        assertEquals(
            0, MailFolder.of(inbox).take(raw -> taken.add(text(raw))), "after a reconnect");
      }
    }

    @Test
    void a_mail_that_was_accepted_and_not_marked_is_taken_again_and_is_one_lead() throws Exception {
      deliver(5);
      var store = new InMemoryStore();
      try (LeadPipeline leads = pipeline(store)) {
        var calls = new ArrayList<String>();
        try (Store mails = connected();
            Folder inbox = opened(mails)) {
          var lost = assertThrows(
              IllegalStateException.class,
              () -> MailFolder.of(inbox).take(raw -> {
                leads.accept(raw);
                calls.add(text(raw));
                if (calls.size() == 3) {
                  throw new IllegalStateException("killed between accept and mark");
                }
              }));
          assertEquals("killed between accept and mark", lost.getMessage());
        }
        try (Store mails = connected();
            Folder inbox = opened(mails)) {
          int again = MailFolder.of(inbox).take(raw -> {
            leads.accept(raw);
            calls.add(text(raw));
          });
          assertEquals(3, again, "the one that was not marked, and the two after it");
        }
        assertEquals(6, calls.size());
      }
      assertEquals(5, leads(store));
    }

    @Test
    void a_connection_lost_between_accept_and_mark_loses_no_mail_and_makes_no_lead_twice()
        throws Exception {
      deliver(4);
      var store = new InMemoryStore();
      var calls = new ArrayList<String>();
      try (LeadPipeline leads = pipeline(store);
          var line = new Line(server.getImap().getPort())) {
        try (Store mails = connected(line.port())) {
          Folder inbox = opened(mails);
          var lost = assertThrows(
              StoreException.class,
              () -> MailFolder.of(inbox).take(raw -> {
                leads.accept(raw);
                calls.add(text(raw));
                if (calls.size() == 2) {
                  line.cut();
                }
              }));
          assertTrue(lost.getMessage().contains("cannot be marked"), lost::getMessage);
        }
        try (Store mails = connected();
            Folder inbox = opened(mails)) {
          assertEquals(3, MailFolder.of(inbox).take(raw -> {
            leads.accept(raw);
            calls.add(text(raw));
          }));
          assertEquals(0, MailFolder.of(inbox).take(raw -> calls.add(text(raw))));
        }
      }
      assertEquals(List.of(mail(0), mail(1), mail(1), mail(2), mail(3)), calls);
      assertEquals(4, leads(store));
    }

    /** This server renumbers the rest too early: for the old number it returns another message or nothing. */
    @Test
    void a_message_that_is_removed_in_the_meantime_does_not_stop_the_others() throws Exception {
      deliver(3);
      var taken = new ArrayList<String>();
      try (Store store = connected();
          Folder inbox = opened(store);
          Store other = connected()) {
        MailFolder.of(inbox).take(raw -> {
          if (taken.isEmpty()) {
            remove(other, 2);
          }
          taken.add(text(raw));
        });
        MailFolder.of(inbox).take(raw -> taken.add(text(raw)));
      }
      assertEquals(Set.of(mail(0), mail(2)), Set.copyOf(taken));
    }
  }

  @Nested
  class People_read_the_same_folder {

    @Test
    void a_mail_that_a_person_has_read_is_still_taken() throws Exception {
      deliver(1);
      try (Store store = connected();
          Folder inbox = opened(store)) {
        inbox.getMessage(1).setFlag(Flags.Flag.SEEN, true);
        assertEquals(1, MailFolder.of(inbox).take(raw -> {}));
      }
    }

    @Test
    void taking_a_mail_does_not_mark_it_as_read() throws Exception {
      deliver(1);
      try (Store store = connected();
          Folder inbox = opened(store)) {
        MailFolder.of(inbox).take(raw -> {});
        assertFalse(inbox.getMessage(1).isSet(Flags.Flag.SEEN));
        assertTrue(inbox.getMessage(1).getFlags().contains("$LeadAccepted"));
      }
    }
  }

  @Nested
  class Options {

    @Test
    void a_message_that_was_taken_is_moved_and_another_is_not() throws Exception {
      deliver(2);
      try (Store store = connected()) {
        Folder done = store.getFolder("Done");
        assertTrue(done.create(Folder.HOLDS_MESSAGES));
        Folder inbox = opened(store);
        assertThrows(
            IllegalStateException.class,
            () -> MailFolder.of(inbox).movingTo(done).take(raw -> {
              if (text(raw).equals(mail(1))) {
                throw new IllegalStateException("not this one");
              }
            }));
        inbox.close(true);
        assertEquals(List.of("Enquiry 1"), subjects(inbox));
        assertEquals(List.of("Enquiry 0"), subjects(done));
      }
    }

    @Test
    void a_large_mail_is_handed_over_in_a_file_that_is_gone_afterwards() throws Exception {
      deliver(1);
      var files = new ArrayList<Boolean>();
      try (Store store = connected();
          Folder inbox = opened(store)) {
        MailFolder.of(inbox).withSpool(spool, 10).take(raw -> {
          files.add(raw.isInMemory());
          assertEquals(mail(0), text(raw));
          assertEquals(1, spooled());
        });
        assertEquals(0, spooled());
      }
      assertEquals(List.of(false), files);
    }

    @Test
    void a_folder_that_is_open_for_reading_only_is_rejected() throws Exception {
      try (Store store = connected();
          Folder inbox = store.getFolder("INBOX")) {
        inbox.open(Folder.READ_ONLY);
        var refused = assertThrows(IllegalArgumentException.class, () -> MailFolder.of(inbox));
        assertTrue(refused.getMessage().contains("open for reading and writing"));
      }
    }
  }

  @Test
  void a_parsed_message_gives_back_its_bytes() throws Exception {
    byte[] bytes = mail(7).getBytes(StandardCharsets.UTF_8);
    var message =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    assertArrayEquals(bytes, MimeMessages.raw(message).bytes());
    RawMessage kept = MimeMessages.raw(message, spool.resolve("kept.eml"));
    assertFalse(kept.isInMemory());
    assertEquals(RawMessage.of(bytes).eventId(), kept.eventId());
  }

  private void deliver(int mails) throws MessagingException {
    Session session = Session.getInstance(new Properties());
    for (int i = 0; i < mails; i++) {
      byte[] bytes = mail(i).getBytes(StandardCharsets.UTF_8);
      user.deliver(new MimeMessage(session, new ByteArrayInputStream(bytes)));
    }
  }

  private static String mail(int number) {
    return "Message-ID: <" + number + "@client.example>\r\n"
        + "From: Ada Whitfield <ada@client.example>\r\n"
        + "To: leads@example.com\r\n"
        + "Subject: Enquiry " + number + "\r\n"
        + "\r\n"
        + "Please tell us more.\r\n";
  }

  static long leads(InMemoryStore store) {
    return store.events(0, 1_000).events().stream()
        .filter(event -> event.seq() == 1)
        .count();
  }

  private static List<String> subjects(Folder folder) throws MessagingException {
    folder.open(Folder.READ_ONLY);
    var subjects = new ArrayList<String>();
    for (var message : folder.getMessages()) {
      subjects.add(message.getSubject());
    }
    folder.close(false);
    return subjects;
  }

  private static void remove(Store store, int number) {
    try (Folder inbox = opened(store)) {
      inbox.getMessage(number).setFlag(Flags.Flag.DELETED, true);
      inbox.expunge();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Store connected() throws MessagingException {
    return connected(server.getImap().getPort());
  }

  private static Store connected(int port) throws MessagingException {
    var settings = new Properties();
    settings.setProperty("mail.imap.peek", "true");
    Store store = Session.getInstance(settings).getStore("imap");
    store.connect("127.0.0.1", port, "leads", "secret");
    return store;
  }

  private static Folder opened(Store store) throws MessagingException {
    Folder inbox = store.getFolder("INBOX");
    inbox.open(Folder.READ_WRITE);
    return inbox;
  }

  private long spooled() {
    try (Stream<Path> files = Files.list(spool)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(RawMessage raw) {
    return new String(raw.bytes(), StandardCharsets.UTF_8);
  }

  static LeadPipeline pipeline(InMemoryStore store) {
    Policy policy = Policy.of(
        "test-1",
        lead -> Score.of(0, List.of(), List.of()),
        (lead, score) -> Assignment.builder("all", Disposition.LEAD)
            .queue("sdr")
            .reason("always")
            .build());
    return LeadPipeline.builder()
        .policy(PolicySource.of(policy))
        .store(store)
        .blobs(new InMemoryBlobs())
        .reader((raw, receivedAt, contents) -> Message.builder(raw, receivedAt)
            .thread(new Threading(text(raw).lines().findFirst().orElse(""), "", List.of()))
            .from(Address.of("ada@client.example"))
            .build())
        .build();
  }
}
