// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.RawMessage;
import dev.leadkit.files.MailFiles.Found;
import dev.leadkit.files.MailFiles.Mail;
import dev.leadkit.files.MailFiles.Unreadable;
import dev.leadkit.tck.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailFilesTest {

  private static final String FROM_LINE = "From ada@example.org Mon Nov 23 10:15:00 2026\n";

  @TempDir
  Path folder;

  @Test
  void files_and_folders_come_in_the_order_given_and_names_in_their_own() throws IOException {
    write("b/2.eml", "Subject: b2\n\n");
    write("b/1.EML", "Subject: b1\n\n");
    write("b/1/deep.eml", "Subject: deep\n\n");
    write("a.eml", "Subject: a\n\n");
    assertEquals(
        List.of("b/1/deep.eml", "b/1.EML", "b/2.eml", "a.eml"),
        origins(folder.resolve("b"), folder.resolve("a.eml")));
  }

  @Test
  void only_mails_are_read_in_a_folder_and_any_file_that_is_named() throws IOException {
    write("readme.txt", "not a mail");
    write(".hidden.eml", "Subject: hidden\n\n");
    write(".git/x.eml", "Subject: hidden\n\n");
    write("inbox", FROM_LINE + "Subject: in an mbox without a name\n\nx\n");
    assertEquals(List.of("inbox"), origins(folder));
    assertEquals(List.of("readme.txt"), origins(folder.resolve("readme.txt")));
  }

  @Test
  void a_mail_is_read_whatever_the_bytes_of_its_name() throws Exception {
    write("a.eml", "Subject: a\n\n");
    Process shell = new ProcessBuilder(
            "sh", "-c", "printf 'Subject: b\\n\\n' >\"$(printf 'n\\351\\377.eml')\"")
        .directory(folder.toFile())
        .inheritIO()
        .start();
    if (shell.waitFor() != 0) {
      System.out.println("skipped: this file system takes only names in UTF-8");
      return;
    }
    List<Found> found = walk(folder);
    assertEquals(2, found.size(), found.toString());
    assertInstanceOf(Mail.class, found.get(1), "ISO-8859-1 is not UTF-8: " + found.get(1));
  }

  @Test
  void one_mail_with_a_from_line_at_its_head_stays_as_it_is() throws IOException {
    String mail = FROM_LINE + "Subject: one\n\n>From here on.\n\nFrom there on too.\n";
    write("one.eml", mail);
    List<Found> found = walk(folder);
    assertEquals(1, found.size());
    assertEquals(mail, text(found.get(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void the_mails_of_an_mbox_are_taken_apart_and_unquoted(String lineEnd) throws IOException {
    String mbox = FROM_LINE + "Subject: one\n\n>From me\n>>From you\n> From them\nFrom afar\n\n"
        + FROM_LINE + "Subject: two\n\nlast line without an end";
    write("box.mbox", mbox.replace("\n", lineEnd));
    write("box", mbox.replace("\n", lineEnd));
    for (String name : List.of("box", "box.mbox")) {
      List<Found> found = walk(folder.resolve(name));
      assertEquals(2, found.size());
      assertTrue(found.get(0).origin().endsWith(name + "#1"), found.get(0).origin());
      assertEquals(
          "Subject: one\n\nFrom me\n>From you\n> From them\nFrom afar\n".replace("\n", lineEnd),
          text(found.get(0)));
      assertEquals(
          "Subject: two\n\nlast line without an end".replace("\n", lineEnd), text(found.get(1)));
    }
  }

  @Test
  void an_mbox_of_one_mail_is_an_mbox_by_its_name() throws IOException {
    write("one.mbx", FROM_LINE + "Subject: one\n\nhello\n\n");
    List<Found> found = walk(folder);
    assertEquals("Subject: one\n\nhello\n", text(found.get(0)));
  }

  @Test
  void what_was_put_into_an_mbox_comes_out_again() throws IOException {
    String[] lines = {"From ", ">From x", "", "text", FROM_LINE.strip(), ">", ">>From ", " From "};
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var mails = new ArrayList<String>();
      var mbox = new StringBuilder();
      for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
        var mail = new StringBuilder("Subject: " + i + "\n\n");
        for (int k = random.nextInt(12); k > 0; k--) {
          mail.append(lines[random.nextInt(lines.length)]).append('\n');
          if (random.nextInt(40) == 0) {
            mail.append("long ".repeat(random.nextInt(40_000))).append('\n');
          }
        }
        mails.add(mail.toString());
        mbox.append(FROM_LINE)
            .append(mail.toString().replaceAll("(?m)^(>*From )", ">$1"))
            .append('\n');
      }
      var box = new Mbox(
          new ByteArrayInputStream(mbox.toString().getBytes(StandardCharsets.UTF_8)), 1 << 24);
      var read = new ArrayList<String>();
      while (box.next()) {
        read.add(new String(box.message(), StandardCharsets.UTF_8));
      }
      assertEquals(mails, read, "seed " + seed);
    }
  }

  @Test
  void a_mail_that_is_too_large_is_passed_over_and_the_next_one_read() throws IOException {
    String mbox = FROM_LINE + "Subject: large\n\n" + "0123456789\n".repeat(2000) + "\n" + FROM_LINE
        + "Subject: small\n\n";
    var box = new Mbox(new ByteArrayInputStream(mbox.getBytes(StandardCharsets.UTF_8)), 10_000);
    assertTrue(box.next());
    assertTrue(box.isTooLarge());
    assertTrue(box.next());
    assertEquals("Subject: small\n", new String(box.message(), StandardCharsets.UTF_8));
  }

  @Test
  void a_large_mail_stays_in_its_file_and_a_small_one_is_in_memory() throws IOException {
    String line = "0123456789abcde\n";
    String large =
        FROM_LINE + "Subject: large\n\n" + line.repeat(MailFiles.MAX_BYTES_IN_MEMORY / 16);
    write("large.eml", large);
    write("small.eml", "Subject: small\n\n");
    List<Found> found = walk(folder);
    RawMessage raw = assertInstanceOf(Mail.class, found.get(0)).raw();
    assertFalse(raw.isInMemory());
    assertEquals(large.length(), raw.blob().size());
    assertTrue(assertInstanceOf(Mail.class, found.get(1)).raw().isInMemory());
    assertEquals("Subject: small\n\n", text(found.get(1)));
  }

  @Test
  void a_large_mbox_without_its_name_is_one_all_the_same() throws IOException {
    String mail = FROM_LINE + "Subject: large\n\n" + "text\n".repeat(1_000_000) + "\n";
    write("box", mail + mail);
    assertEquals(List.of("box#1", "box#2"), origins(folder));
  }

  @Test
  void a_maildir_gives_what_is_new_and_current_and_nothing_unfinished() throws IOException {
    for (String name : List.of("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp")) {
      Files.createDirectories(folder.resolve("mail").resolve(name));
    }
    write("mail/cur/1700000000.1.host:2,S", "Subject: seen\n\n");
    write("mail/new/1700000001.2.host", "Subject: new\n\n");
    write("mail/tmp/1700000002.3.host", "Subject: half\n\n");
    write("mail/.Sent/cur/1700000003.4.host:2,S", "Subject: sent\n\n");
    assertEquals(
        List.of(
            "mail/.Sent/cur/1700000003.4.host:2,S",
            "mail/cur/1700000000.1.host:2,S",
            "mail/new/1700000001.2.host"),
        origins(folder));
    assertEquals(
        List.of("mail/new/1700000001.2.host"), origins(folder.resolve("mail").resolve("new")));
  }

  @Test
  void a_path_that_cannot_be_read_is_told_of_and_the_walk_goes_on() throws IOException {
    write("a.eml", "Subject: a\n\n");
    List<Found> found = walk(folder.resolve("absent.eml"), folder.resolve("a.eml"));
    assertEquals(
        new Unreadable(folder.resolve("absent.eml").toString(), "no such file"), found.get(0));
    assertInstanceOf(Mail.class, found.get(1));
  }

  @Test
  void a_link_to_a_folder_above_ends_nowhere() throws IOException {
    write("a/1.eml", "Subject: a\n\n");
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    assertEquals(List.of("a/1.eml"), origins(folder));
  }

  @Test
  void a_link_to_nothing_is_passed_over_in_a_folder_and_reported_if_it_is_named()
      throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("inbox"), folder.resolve("nowhere"));
    assertEquals(List.of(), origins(folder));
    assertEquals(List.of(new Unreadable(link.toString(), "no such file")), walk(link));
  }

  /** It can be read only once, so it is not searched for From-lines first. */
  @Test
  void a_pipe_is_one_mail() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    String mail = FROM_LINE + "Subject: piped\n\nhello\n\n" + FROM_LINE + "Subject: two\n";
    var writer = new Thread(() -> {
      try {
        Files.writeString(pipe, mail);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    writer.setDaemon(true);
    writer.start();
    List<Found> found = walk(pipe);
    assertEquals(1, found.size(), found::toString);
    assertEquals(mail, text(found.get(0)));
    writer.join();
  }

  @Test
  void what_the_taker_throws_ends_the_walk() throws IOException {
    write("a.eml", "Subject: a\n\n");
    assertThrows(
        IllegalStateException.class,
        () -> MailFiles.walk(List.of(folder), found -> {
          throw new IllegalStateException(found.origin());
        }));
  }

  @Test
  void each_file_of_the_shared_corpus_is_one_mail() {
    Path corpus = Needs.folder("../shared/corpus/spamassassin");
    List<String> origins = new ArrayList<>();
    MailFiles.walk(List.of(corpus), found -> {
      assertInstanceOf(Mail.class, found);
      origins.add(found.origin());
    });
    assertEquals(6046, origins.size());
    assertEquals(List.of(), origins.stream().filter(o -> o.contains("#")).toList());
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, content);
  }

  private static List<Found> walk(Path... paths) {
    var found = new ArrayList<Found>();
    MailFiles.walk(List.of(paths), found::add);
    return found;
  }

  private List<String> origins(Path... paths) {
    return walk(paths).stream()
        .map(found -> folder.relativize(Path.of(found.origin())).toString())
        .toList();
  }

  private static String text(Found found) {
    return new String(assertInstanceOf(Mail.class, found).raw().bytes(), StandardCharsets.UTF_8);
  }
}
