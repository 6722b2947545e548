// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.BodySelection;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.tck.Needs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail in a file is read like the same mail in memory: equal message, equal defects with their positions, equal contents in the sink. */
class StreamedReadingTest {

  private static final long SEED = 20_261_124;
  private static final MimeLimits LIMITS = MimeLimits.standard();
  private static final MimeReader READER =
      new MimeReader(LIMITS).trusting("mx.example.net").trustingSpamFields();

  private static final String HEADER = "From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\n";

  /** Mails that end with attachments, so that no later text loads the octets that were left out. */
  private static final List<String> ATTACHED = List.of(
      HEADER + """
          Content-Type: multipart/mixed; boundary=out

          --out
          Content-Type: multipart/related; boundary="in"

          --in
          Content-Type: application/pdf
          Content-Transfer-Encoding: base64

          JVB
          ERi
          0xLjQK
          QUJD
          --in
          Content-Type: image/png; name=a.png

          binary
          --in--
          between
          --out
          Content-Type: a/b
          Content-Transfer-Encoding: quoted-printable

          =20=
           x
          --out--

          behind
          """,
      HEADER + """
          Content-Type: multipart/mixed

          before
          --guessed
          Content-Type: multipart/digest; boundary=d

          --d

          From: b@example.com
          Content-Type: multipart/mixed; boundary=deep

          --deep
          Content-Type: image/gif

          GIF89a
          --deep--
          --d
          Content-Type: c/d
          --d--
          --guessed--
          """,
      "\u00EF\u00BB\u00BF\n " + " ".repeat(600) + "Content-Type: multipart/mixed; boundary=z\n"
          + HEADER + "\n--z\nContent-Type: a/b\n\nx\n--z\nContent-Type: c/d\n\ny\n--z--\n",
      HEADER + "Content-Type: a/b\nContent-Transfer-Encoding: base64\n\nUEs\nDBA==\nxyz\n");

  @TempDir
  private Path folder;

  private int cut;

  private void assertReadAlike(byte[] mail, int bodyStart, String name) throws IOException {
    assertReadAlike(Files.write(folder.resolve("mail.eml"), mail), mail, bodyStart, name);
  }

  private void assertReadAlike(Path file, byte[] mail, int bodyStart, String name)
      throws IOException {
    MimeReader streaming = new MimeReader(LIMITS, new MailSource.Streaming(bodyStart, 64))
        .trusting("mx.example.net")
        .trustingSpamFields();
    var expected = new Mails.Contents();
    var actual = new Mails.Contents();
    Message whole = READER.read(RawMessage.of(mail), Mails.RECEIVED, expected);
    RawMessage raw = RawMessage.of(file);
    Message streamed;
    try {
      streamed = streaming.read(raw, Mails.RECEIVED, actual);
    } catch (RuntimeException e) {
      throw new AssertionError(name, e);
    }
    assertEquals(whole, streamed, name);
    assertEquals(expected.kept.size(), actual.kept.size(), name);
    for (int i = 0; i < expected.kept.size(); i++) {
      assertArrayEquals(expected.kept.get(i), actual.kept.get(i), name);
    }
    assertSameParts(mail, bodyStart, name);
  }

  /** Even where texts, too, are left out. */
  private void assertSameParts(byte[] mail, int bodyStart, String name) throws IOException {
    Ranges kept = StructureScanner.of(new ByteArrayInputStream(mail), LIMITS, bodyStart, 64);
    assertEquals(mail.length, kept.end(), name);
    var octets = new ByteArrayOutputStream();
    for (int i = 0; i < kept.size(); i++) {
      octets.write(mail, (int) kept.from(i), (int) (kept.to(i) - kept.from(i)));
    }
    Ranges all = new Ranges();
    all.add(0, mail.length);
    assertEquals(parts(mail, all), parts(octets.toByteArray(), kept), name);
    cut += octets.size() < mail.length ? 1 : 0;
  }

  /** Each part with its place in the whole mail. */
  private static List<String> parts(byte[] octets, Ranges ranges) {
    BodySelection body = ParsedMail.read(
            new ByteRange(octets, 0, octets.length), LIMITS, new Defects())
        .body();
    List<String> parts = new ArrayList<>();
    for (List<Entity> entities : List.of(body.text(), body.html(), body.attachments())) {
      parts.add("|");
      for (Entity entity : entities) {
        parts.add(entity.type + " " + ranges.position(entity.position) + ": "
            + ranges.position(entity.body().from) + " to " + ranges.position(entity.body().to));
      }
    }
    return parts;
  }

  /** Puts lines into a mail, so that there is something to leave out. */
  private static byte[] stretch(byte[] mail, Random random) {
    StringBuilder text = new StringBuilder(new String(mail, StandardCharsets.ISO_8859_1));
    String[] lines = {
      "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=",
      "=C3=A4 =\n",
      "-- ",
      "--inner",
      "--=_outer--",
      "---",
      "-",
      "x: y",
      "\u00E4\u00F6",
      " ",
      "\r",
      "lorem ipsum dolor sit amet",
      "--b--",
      "M".repeat(700)
    };
    for (int runs = 1 + random.nextInt(4); runs > 0; runs--) {
      int at = text.indexOf("\n", random.nextInt(text.length() + 1)) + 1;
      String line = lines[random.nextInt(lines.length)];
      String lineEnd = random.nextBoolean() ? "\r\n" : random.nextInt(5) == 0 ? "" : "\n";
      text.insert(at, (line + lineEnd).repeat(1 << random.nextInt(10)));
    }
    String stretched = text.toString();
    if (random.nextInt(3) > 0) {
      stretched =
          stretched.replace("text/plain", "application/x-a").replace("text/html", "image/b");
    }
    return stretched.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void assertMutatedMailReadAlike(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] sample = random.nextBoolean()
        ? Samples.ALL.get(random.nextInt(Samples.ALL.size()))
        : ATTACHED.get(random.nextInt(ATTACHED.size())).getBytes(StandardCharsets.ISO_8859_1);
    byte[] mail = random.nextInt(3) == 0 ? sample : FuzzNeverThrowsTest.mutate(sample, random);
    assertReadAlike(
        stretch(mail, random), 1 + random.nextInt(1 << random.nextInt(12)), "seed " + seed);
  }

  @Test
  @Tag("slow")
  void mutated_and_stretched_mails_are_read_alike() throws IOException {
    int rounds = 2_500;
    for (int round = 0; round < rounds; round++) {
      assertMutatedMailReadAlike(SEED + round);
    }
    assertTrue(cut > rounds / 2, cut + " were cut");
  }

  @Test
  void left_out_octets_do_not_move_a_line_into_the_range_of_a_guessed_boundary()
      throws IOException {
    String mail = HEADER + "Content-Type: multipart/mixed; boundary=out\n\n"
        + "--out\nContent-Type: a/b; boundary=other\n\nx\n"
        + "--out\nContent-Type: multipart/mixed\n\n" + "filler\n".repeat(1_000)
        + "--other\nContent-Type: c/d\n\ny\n--out--\n";
    assertReadAlike(mail.getBytes(StandardCharsets.ISO_8859_1), 10, "guessed");
  }

  /** What follows a long line that was cut looked like the end of a parameter's name. */
  @Test
  void a_long_line_that_is_not_a_parameter_is_not_one_after_it_was_cut() throws IOException {
    assertMutatedMailReadAlike(20_302_967);
  }

  @Test
  @Tag("slow")
  void the_shared_mails_are_read_alike() throws IOException {
    Path corpus = Needs.folder("../shared/corpus");
    List<Path> files = new ArrayList<>(Mails.files(corpus, ".eml"));
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      assertReadAlike(file, Files.readAllBytes(file), 1 + 37 * i % 700, file.toString());
    }
    assertTrue(cut > files.size() / 2, cut + " were cut of " + files.size());
  }
}
