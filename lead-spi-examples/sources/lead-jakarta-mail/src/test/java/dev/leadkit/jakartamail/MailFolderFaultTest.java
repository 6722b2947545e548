// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.jakartamail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.spi.StoreException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.StoreClosedException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that fails once, at each of the calls that taking three mails makes: no mail is lost, and none becomes two leads. */
class MailFolderFaultTest {

  private static final int MAILS = 3;

  private final Folder folder = mock(Folder.class);
  private final List<MimeMessage> mails = new ArrayList<>();
  private final Set<Integer> marked = new TreeSet<>();
  private final List<String> handedOver = new ArrayList<>();

  @BeforeEach
  void fill() throws Exception {
    when(folder.isOpen()).thenReturn(true);
    when(folder.getMode()).thenReturn(Folder.READ_WRITE);
    when(folder.getFullName()).thenReturn("INBOX");
    when(folder.getPermanentFlags()).thenReturn(new Flags(Flags.Flag.USER));
    for (int number = 1; number <= MAILS; number++) {
      mails.add(mail(number));
    }
    when(folder.search(any())).thenAnswer(call -> unmarked());
  }

  private MimeMessage mail(int number) throws Exception {
    MimeMessage mail = mock(MimeMessage.class);
    String text = "mail " + number + "\r\n";
    when(mail.getMessageNumber()).thenReturn(number);
    when(mail.getSize()).thenReturn(text.length());
    doAnswer(call -> {
          OutputStream out = call.getArgument(0);
          out.write(text.getBytes(StandardCharsets.US_ASCII));
          return null;
        })
        .when(mail)
        .writeTo(any());
    doAnswer(call -> marked.add(number)).when(mail).setFlags(any(), eq(true));
    return mail;
  }

  private Message[] unmarked() {
    return mails.stream()
        .filter(mail -> !marked.contains(mail.getMessageNumber()))
        .toArray(Message[]::new);
  }

  private int take(MailFolder from, LeadPipeline leads) {
    return from.take(raw -> {
      leads.accept(raw);
      handedOver.add(new String(raw.bytes(), StandardCharsets.US_ASCII).strip());
    });
  }

  /** A call of the server that fails the first time. */
  private interface Place {
    void failOnce(MailFolderFaultTest test, Exception fault) throws Exception;
  }

  private static Stream<Arguments> faults() {
    Folder closed = mock(Folder.class);
    List<MessagingException> faults = List.of(
        new MessagingException("A1 NO try again later"),
        new FolderClosedException(closed, "* BYE"),
        new StoreClosedException(mock(Store.class), "connection reset"));
    return faults.stream()
        .flatMap(fault -> Stream.of(
            Arguments.of("search", fault, (Place) (test, e) ->
                doThrow(e).doAnswer(call -> test.unmarked()).when(test.folder).search(any())),
            Arguments.of("fetch", fault, (Place) (test, e) ->
                doThrow(e).doNothing().when(test.folder).fetch(any(), any(FetchProfile.class))),
            Arguments.of("size", fault, (Place)
                (test, e) -> doThrow(e).doReturn(8).when(test.mails.get(1)).getSize()),
            Arguments.of("content", fault, (Place) (test, e) -> breakOff(test.mails.get(1), e)),
            Arguments.of("content, wrapped", fault, (Place)
                (test, e) -> breakOff(test.mails.get(1), new IOException("broken off", e))),
            Arguments.of("mark", fault, (Place) (test, e) -> doThrow(e)
                .doAnswer(call -> test.marked.add(2))
                .when(test.mails.get(1))
                .setFlags(any(), anyBoolean()))));
  }

  /** Half of the second mail comes, and then the fault; the next time all of it. */
  private static void breakOff(MimeMessage mail, Exception fault) throws Exception {
    doAnswer(call -> {
          OutputStream out = call.getArgument(0);
          out.write("mai".getBytes(StandardCharsets.US_ASCII));
          throw fault;
        })
        .doAnswer(call -> {
          OutputStream out = call.getArgument(0);
          out.write("mail 2\r\n".getBytes(StandardCharsets.US_ASCII));
          return null;
        })
        .when(mail)
        .writeTo(any());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void a_fault_of_the_server_loses_no_mail_and_makes_no_lead_twice(
      String name, MessagingException fault, Place place) throws Exception {
    place.failOnce(this, fault);
    var store = new InMemoryStore();
    try (LeadPipeline leads = MailFolderTest.pipeline(store)) {
      StoreException told = assertThrows(
          StoreException.class, () -> take(MailFolder.of(folder), leads), "The fault is told");
      assertSame(fault, root(told), "The server's own words are kept");
      assertTrue(
          handedOver.size() >= marked.size(), "No mail is marked that was not handed over first");
      assertTrue(marked.stream().allMatch(number -> handedOver.contains("mail " + number)));
      take(MailFolder.of(folder), leads);
      assertEquals(0, take(MailFolder.of(folder), leads), "Nothing is left");
    }
    assertEquals(Set.of("mail 1", "mail 2", "mail 3"), Set.copyOf(handedOver));
    assertEquals(Set.of(1, 2, 3), marked);
    assertEquals(MAILS, MailFolderTest.leads(store), "Each mail is one lead");
    assertEquals(
        name.equals("mark") ? MAILS + 1 : MAILS,
        handedOver.size(),
        "Only the mail that could not be marked is handed over again");
  }

  private static Throwable root(Throwable told) {
    Throwable root = told;
    for (Throwable cause = told; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  @Test
  void a_mail_that_cannot_be_copied_to_the_archive_is_not_deleted_and_is_taken_again()
      throws Exception {
    Folder archive = mock(Folder.class);
    doThrow(new FolderClosedException(folder, "* BYE"))
        .doNothing()
        .when(folder)
        .copyMessages(any(), eq(archive));
    var store = new InMemoryStore();
    try (LeadPipeline leads = MailFolderTest.pipeline(store)) {
      MailFolder moving = MailFolder.of(folder).movingTo(archive);
      assertThrows(StoreException.class, () -> take(moving, leads));
      verify(mails.get(0), never()).setFlags(any(), anyBoolean());
      assertEquals(MAILS, take(moving, leads));
    }
    verify(mails.get(0)).setFlags(eq(deletedAndMarked()), eq(true));
    assertEquals(MAILS, MailFolderTest.leads(store));
  }

  private static Flags deletedAndMarked() {
    var flags = new Flags("$LeadAccepted");
    flags.add(Flags.Flag.DELETED);
    return flags;
  }

  @Test
  void a_folder_whose_expunge_fails_gives_no_mail_twice() throws Exception {
    doThrow(new FolderClosedException(folder, "* BYE")).when(folder).close(true);
    var store = new InMemoryStore();
    try (LeadPipeline leads = MailFolderTest.pipeline(store)) {
      MailFolder moving = MailFolder.of(folder).movingTo(mock(Folder.class));
      assertEquals(MAILS, take(moving, leads));
      assertThrows(MessagingException.class, () -> folder.close(true));
      assertEquals(0, take(moving, leads), "What was marked stays marked");
    }
    assertEquals(MAILS, handedOver.size());
  }

  @Test
  void a_mail_that_the_server_returns_empty_is_not_taken_and_stays_unmarked() throws Exception {
    doAnswer(call -> null).when(mails.get(1)).writeTo(any());
    var store = new InMemoryStore();
    try (LeadPipeline leads = MailFolderTest.pipeline(store)) {
      assertEquals(MAILS - 1, take(MailFolder.of(folder), leads), "Nothing cannot be taken in");
    }
    assertEquals(List.of("mail 1", "mail 3"), handedOver);
    assertEquals(Set.of(1, 3), marked, "the unmarked message is requested again");
    assertEquals(MAILS - 1, MailFolderTest.leads(store));
  }

  @Test
  void a_mail_that_is_removed_while_it_is_marked_was_taken() throws Exception {
    MimeMessage removed = mails.get(1);
    doAnswer(call -> {
          doReturn(true).when(removed).isExpunged();
          marked.add(2);
          throw new MessagingException("A9 NO no such message");
        })
        .when(removed)
        .setFlags(any(), anyBoolean());
    var store = new InMemoryStore();
    try (LeadPipeline leads = MailFolderTest.pipeline(store)) {
      assertEquals(MAILS, take(MailFolder.of(folder), leads));
    }
    assertEquals(MAILS, MailFolderTest.leads(store));
  }
}
