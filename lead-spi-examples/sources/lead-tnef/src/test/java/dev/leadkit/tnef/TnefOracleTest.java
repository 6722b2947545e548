// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.tck.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.poi.hmef.HMEFMessage;
import org.junit.jupiter.api.Test;

/** Compares with Apache POI: both find the same content in undamaged files. */
class TnefOracleTest {

  private static final Instant AT = Instant.parse("2026-03-02T09:15:30Z");
  private static final MimeReader MIME = new MimeReader(MimeLimits.standard());

  @Test
  void poi_finds_the_same_files_in_our_generated_winmails() throws Exception {
    for (String name : List.of("text", "rtf", "html in rtf", "html and files")) {
      byte[] packed = Samples.all().get(name);
      Message opened =
          TnefReader.around(MIME).read(Mails.withText("hi", packed), AT, new InMemoryBlobs());
      assertEquals(files(packed), files(opened), name);
    }
  }

  /** The reason why our reader does not use POI: it also loses the content before the damage. */
  @Test
  void poi_rejects_a_file_without_its_last_octet() {
    byte[] packed = Samples.all().get("html and files");
    byte[] cut = Arrays.copyOf(packed, packed.length - 1);
    assertThrows(IOException.class, () -> files(cut));
    Message opened =
        TnefReader.around(MIME).read(Mails.withText("hi", cut), AT, new InMemoryBlobs());
    assertEquals(3, opened.attachments().size(), "the original, and both files");
  }

  @Test
  void real_mails_with_a_winmail_give_the_files_that_poi_finds() throws Exception {
    var blobs = new InMemoryBlobs();
    int winmails = 0;
    for (Path file : corpus()) {
      byte[] bytes = Files.readAllBytes(file);
      if (!new String(bytes, StandardCharsets.ISO_8859_1).contains("eJ8+I")) {
        continue; // the signature in base64
      }
      RawMessage raw = RawMessage.of(bytes);
      Message packed = MIME.read(raw, AT, blobs);
      Message opened = TnefReader.around(MIME).read(raw, AT, blobs);
      for (Attachment attachment : packed.attachments()) {
        byte[] content = content(blobs, attachment.blob());
        if (Tnef.isTnef(ByteReader.of(content))) {
          winmails++;
          List<Blob> found = files(opened);
          files(content).forEach(blob -> assertEquals(true, found.contains(blob), file::toString));
        }
      }
    }
    assertTrue(winmails > 0, "The corpus must have a winmail.dat, or this proves nothing");
  }

  private static List<Blob> files(Message message) {
    return message.attachments().stream()
        .filter(attachment -> !attachment.filename().equals("body.rtf"))
        .map(Attachment::blob)
        .toList();
  }

  private static List<Blob> files(byte[] packed) throws IOException {
    var blobs = new ArrayList<Blob>();
    for (var attachment : new HMEFMessage(new ByteArrayInputStream(packed)).getAttachments()) {
      blobs.add(Blob.of(attachment.getContents()));
    }
    return blobs;
  }

  private static byte[] content(InMemoryBlobs blobs, Blob blob) throws IOException {
    try (InputStream in = Objects.requireNonNull(blobs.open(blob.sha256()))) {
      return in.readAllBytes();
    }
  }

  private static List<Path> corpus() throws IOException {
    Path corpus = Needs.folder("../shared/corpus");
    try (Stream<Path> files = Files.walk(corpus)) {
      return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
    }
  }
}
