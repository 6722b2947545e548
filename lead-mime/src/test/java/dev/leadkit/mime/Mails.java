// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mails for the tests: written as text, read by the standard reader. */
public final class Mails {

  public static final Instant RECEIVED = Instant.parse("2026-03-02T09:30:00Z");
  public static final MimeReader READER = new MimeReader(MimeLimits.standard());

  private Mails() {}

  /** The text as octets, one character one octet, its lines ending in CRLF. */
  public static byte[] octets(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  public static Message read(String text) {
    return read(octets(text));
  }

  public static Message read(byte[] octets) {
    return READER.read(RawMessage.of(octets), RECEIVED, Sink.discarding());
  }

  /** A sink that keeps all contents in order. */
  public static final class Contents implements Sink {
    public final List<byte[]> kept = new ArrayList<>();

    @Override
    public Blob put(InputStream content) {
      try {
        byte[] bytes = content.readAllBytes();
        kept.add(bytes);
        return Blob.of(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static Set<Defect.Code> codes(Message message) {
    return message.defects().stream().map(Defect::code).collect(Collectors.toSet());
  }

  public static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** Fails with the list of defects if the message lacks this one. */
  public static void assertDefect(Message message, Code code) {
    assertDefect(message, code, "");
  }

  /** Fails with the list of defects and the input if the message lacks this one. */
  public static void assertDefect(Message message, Code code, String input) {
    assertTrue(
        codes(message).contains(code),
        () -> "expected the defect " + code + ", found " + message.defects() + " " + input);
  }

  /** Fails with the list of defects if the message has this one. */
  public static void assertNoDefect(Message message, Code code) {
    assertNoDefect(message, code, "");
  }

  /** Fails with the list of defects and the input if the message has this one. */
  public static void assertNoDefect(Message message, Code code, String input) {
    assertFalse(
        codes(message).contains(code),
        () -> "unexpected defect " + code + " in " + message.defects() + " " + input);
  }
}
