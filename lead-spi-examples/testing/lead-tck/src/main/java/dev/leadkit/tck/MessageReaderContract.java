// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The contract test of {@link MessageReader}: extend it, supply a reader, and run it with JUnit.
 *
 * <p>The kit has about a hundred mails: ordinary, broken and hostile ones. A reader of another media type cannot read any of them, and must
 * survive them as well. Return messages that it can read from {@link #samples()}, and the rules are checked on them too. What it reads from
 * them is up to its own tests.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link MessageReader}.
 */
@Isolated("a test changes the defaults of the process for a moment")
public abstract class MessageReaderContract {

  private static final Instant RECEIVED_AT = Samples.START;
  private static final int THREADS = 8;

  /** In bytes: enough for a sound reader, too small for a call for each of ten thousand levels. */
  private static final long STACK = 256 * 1024;

  /** The maximum number of characters in all fields for each byte of input. */
  private static final int CHARACTERS_PER_BYTE = 16;

  private MessageReader reader;
  private Map<String, RawMessage> mails;

  /** A reader. */
  protected abstract MessageReader reader() throws Exception;

  /** A message that exceeds a limit of the reader, but whose beginning can be read. */
  protected abstract RawMessage beyondLimits() throws Exception;

  /** A message with at least one attachment. The default is a mail. */
  protected RawMessage withAttachment() throws Exception {
    return Mails.withAttachment();
  }

  /** More messages for which every rule must hold. */
  protected List<RawMessage> samples() throws Exception {
    return List.of();
  }

  @BeforeEach
  final void openReader() throws Exception {
    reader = reader();
    mails = Mails.all();
    for (RawMessage sample : samples()) {
      mails.put("sample " + mails.size(), sample);
    }
  }

  /** On a small stack, so that deep recursion fails on every machine. */
  @Test
  final void rule1_no_input_makes_it_throw() throws Exception {
    var thrown = new LinkedHashMap<String, Throwable>();
    Runnable reading = () -> mails.forEach((name, mail) -> {
      try {
        reader.read(mail, RECEIVED_AT, MessageReader.Sink.discarding());
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        thrown.put(name, e);
      }
    });
    var thread = new Thread(null, reading, "reader on a small stack", STACK);
    thread.start();
    thread.join();
    thrown.forEach((name, cause) -> {
      throw new AssertionError("the reader threw on: " + name, cause);
    });
  }

  @Test
  final void rule1_an_exception_of_the_sink_is_passed_on() throws Exception {
    var full = new StoreException("disk full");
    RawMessage mail = withAttachment();
    StoreException thrown = assertThrows(
        StoreException.class,
        () -> reader.read(mail, RECEIVED_AT, content -> {
          throw full;
        }));
    assertSame(full, thrown);
  }

  @Test
  final void rule1_a_missing_file_is_not_an_empty_message() throws Exception {
    Path file = Files.createTempFile("message", "");
    RawMessage raw = inFile(file, withAttachment());
    Files.delete(file);
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> read(raw));
    assertTrue(
        thrown instanceof StoreException || thrown instanceof UncheckedIOException,
        "expected StoreException or UncheckedIOException, got " + thrown);
  }

  @Test
  final void rule2_the_same_bytes_give_an_equal_message() throws Exception {
    Map<String, Message> first = readAll(reader);
    assertEquals(first, readAll(reader));
    assertEquals(first, readAll(reader()));
  }

  @Test
  final void rule2_a_message_in_a_file_is_read_like_one_in_memory() throws Exception {
    mails.put("with attachment", withAttachment());
    Path file = Files.createTempFile("message", "");
    try {
      for (var mail : mails.entrySet()) {
        assertEquals(read(mail.getValue()), read(inFile(file, mail.getValue())), mail.getKey());
      }
    } finally {
      Files.delete(file);
    }
  }

  @Test
  final void rule2_the_defaults_of_the_process_change_nothing() throws Exception {
    Map<String, Message> here = readAll(reader);
    Map<String, Message> there = abroad(() -> readAll(reader()));
    here.forEach((name, message) -> assertEquals(message, there.get(name), name));
  }

  @Test
  final void rule3_identity_time_envelope_and_raw_are_those_of_the_raw_message() throws Exception {
    for (var mail : mails.entrySet()) {
      RawMessage raw = mail.getValue();
      Message message = read(raw);
      Message outside = Message.builder(raw, RECEIVED_AT).build();
      assertEquals(outside.id(), message.id(), mail.getKey());
      assertEquals(outside.tenant(), message.tenant(), mail.getKey());
      assertEquals(outside.receivedAt(), message.receivedAt(), mail.getKey());
      assertEquals(outside.envelope(), message.envelope(), mail.getKey());
      assertEquals(outside.raw(), message.raw(), mail.getKey());
    }
  }

  @Test
  final void rule3_the_raw_bytes_are_never_changed() throws Exception {
    for (var mail : mails.entrySet()) {
      byte[] before = mail.getValue().bytes().clone();
      read(mail.getValue());
      assertTrue(Arrays.equals(before, mail.getValue().bytes()), mail.getKey());
    }
  }

  @Test
  final void rule4_past_a_limit_there_is_a_severe_defect_and_the_part_that_was_read()
      throws Exception {
    Message message = read(beyondLimits());
    assertTrue(message.isDamaged(), "no severe defect among " + message.defects());
    assertFalse(
        message.headers().isEmpty()
            && message.textBody().isEmpty()
            && message.htmlBody().isEmpty(),
        "The part before the limit must be in the message");
  }

  @Test
  final void rule4_a_message_is_no_larger_than_its_bytes_allow() throws Exception {
    for (var mail : mails.entrySet()) {
      var sink = new Keeping();
      Message message = reader.read(mail.getValue(), RECEIVED_AT, sink);
      long bytes = mail.getValue().blob().size();
      long allowed = CHARACTERS_PER_BYTE * bytes + 10_000;
      long made = size(message);
      assertTrue(
          made <= allowed, mail.getKey() + ": " + made + " characters of " + bytes + " bytes");
      long put = sink.blobs.stream().mapToLong(Blob::size).sum();
      assertTrue(put <= allowed, mail.getKey() + ": " + put + " bytes of " + bytes);
    }
  }

  @Test
  final void rule5_every_attachment_was_put_into_the_sink() throws Exception {
    mails.put("with attachment", withAttachment());
    int attachments = 0;
    for (var mail : mails.entrySet()) {
      var sink = new Keeping();
      Message message = reader.read(mail.getValue(), RECEIVED_AT, sink);
      for (Attachment attachment : message.attachments()) {
        assertTrue(sink.blobs.contains(attachment.blob()), mail.getKey());
        attachments++;
      }
    }
    assertTrue(attachments > 0, "At least one message must have an attachment");
  }

  @Test
  final void rule5_an_attachment_refers_to_the_blob_that_the_sink_returned() throws Exception {
    var answered = new Blob("5".repeat(64), 42);
    Message message = reader.read(withAttachment(), RECEIVED_AT, content -> {
      MessageReader.Sink.discarding().put(content);
      return answered;
    });
    assertFalse(message.attachments().isEmpty(), "The message must have an attachment");
    message.attachments().forEach(attachment -> assertEquals(answered, attachment.blob()));
  }

  @Test
  final void rule6_many_threads_can_read() throws Exception {
    Map<String, Message> alone = readAll(reader);
    List<Map<String, Message>> together =
        Crowd.together(THREADS, i -> () -> readSmall(reader, alone));
    together.forEach(
        read -> read.forEach((name, message) -> assertEquals(alone.get(name), message, name)));
  }

  private static RawMessage inFile(Path file, RawMessage raw) throws IOException {
    return RawMessage.of(Files.write(file, raw.bytes()))
        .withMediaType(raw.mediaType())
        .withTenant(raw.tenant())
        .withEnvelope(raw.envelope());
  }

  private Message read(RawMessage raw) {
    return reader.read(raw, RECEIVED_AT, MessageReader.Sink.discarding());
  }

  private Map<String, Message> readAll(MessageReader reader) {
    var read = new LinkedHashMap<String, Message>();
    mails.forEach((name, raw) ->
        read.put(name, reader.read(raw, RECEIVED_AT, MessageReader.Sink.discarding())));
    return read;
  }

  private Map<String, Message> readSmall(MessageReader reader, Map<String, Message> known) {
    var read = new LinkedHashMap<String, Message>();
    mails.forEach((name, raw) -> {
      if (raw.blob().size() < 20_000 && known.containsKey(name)) {
        read.put(name, reader.read(raw, RECEIVED_AT, MessageReader.Sink.discarding()));
      }
    });
    return read;
  }

  /** Does the work with a Turkish locale, a Pacific time zone, and every system property of the mail libraries changed. */
  private static <T> T abroad(Callable<T> work) throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Properties properties = (Properties) System.getProperties().clone();
    try {
      Locale.setDefault(new Locale.Builder().setLanguage("tr").setRegion("TR").build());
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      System.setProperty("line.separator", "\n\n");
      System.setProperty("mail.mime.charset", "utf-16");
      System.setProperty("mail.mime.address.strict", "true");
      System.setProperty("mail.mime.decodetext.strict", "false");
      System.setProperty("mail.mime.decodefilename", "true");
      System.setProperty("mail.mime.base64.ignoreerrors", "true");
      System.setProperty("mail.mime.multipart.ignoremissingendboundary", "false");
      System.setProperty("mail.mime.parameters.strict", "false");
      return work.call();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
      System.setProperties(properties);
    }
  }

  private static long size(Message message) {
    long size = 0L
        + message.subject().length()
        + message.textBody().length()
        + message.htmlBody().length()
        + message.visibleText().length();
    for (Header header : message.headers()) {
      size += header.name().length() + header.value().length();
    }
    for (Attachment attachment : message.attachments()) {
      size += attachment.filename().length() + attachment.declaredName().length();
    }
    for (String reference : message.thread().references()) {
      size += reference.length();
    }
    for (var defect : message.defects()) {
      size += defect.detail().length();
    }
    return size + 50L * (message.to().size() + message.cc().size());
  }

  /** Records the blobs that it returns. */
  private static final class Keeping implements MessageReader.Sink {

    final List<Blob> blobs = new ArrayList<>();

    @Override
    public Blob put(InputStream content) {
      try {
        Blob blob = Blob.of(content.readAllBytes());
        blobs.add(blob);
        return blob;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
