// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Measures, on replies in several languages, how much of the text of their sender is kept and how much other text. */
class SignatureStripTest {

  private record Reply(String name, String whole, List<String> own) {}

  private static List<Reply> replies() throws IOException {
    String file;
    try (InputStream in =
        Objects.requireNonNull(SignatureStripTest.class.getResourceAsStream("replies.txt"))) {
      file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Reply> replies = new ArrayList<>();
    for (String block : file.substring(file.indexOf("=== ")).split("(?m)^=== ", -1)) {
      if (block.isEmpty()) {
        continue;
      }
      List<String> lines = block.lines().toList();
      StringBuilder whole = new StringBuilder();
      List<String> own = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        whole.append(line.substring(1)).append('\n');
        if (line.startsWith("+") && line.length() > 1) {
          own.add(line.substring(1));
        }
      }
      replies.add(new Reply(lines.get(0), whole.toString(), own));
    }
    return replies;
  }

  private static Message read(Reply reply) {
    return Mails.read(("From: a@example.com\r\nSubject: Re: offer\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + reply.whole)
        .getBytes(StandardCharsets.UTF_8));
  }

  /** Lines that both have, each as often as both have it. */
  private static int common(List<String> a, List<String> b) {
    Map<String, Integer> left = new HashMap<>();
    a.forEach(line -> left.merge(line, 1, Integer::sum));
    int common = 0;
    for (String line : b) {
      if (left.merge(line, -1, Integer::sum) >= 0) {
        common++;
      }
    }
    return common;
  }

  @Test
  void nearly_all_text_of_the_sender_is_kept_and_hardly_any_other_text() throws IOException {
    int own = 0;
    int kept = 0;
    int common = 0;
    StringBuilder wrong = new StringBuilder();
    List<Reply> replies = replies();
    for (Reply reply : replies) {
      List<String> visible =
          read(reply).visibleText().lines().filter(line -> !line.isBlank()).toList();
      own += reply.own.size();
      kept += visible.size();
      common += common(reply.own, visible);
      if (!visible.equals(reply.own)) {
        wrong.append(reply.name).append(": ").append(visible).append('\n');
      }
    }
    double precision = (double) common / kept;
    double recall = (double) common / own;
    double f1 = 2 * precision * recall / (precision + recall);
    assertTrue(replies.size() >= 60, replies.size() + " replies");
    assertTrue(f1 >= 0.95, "F1 " + f1 + "\n" + wrong);
    assertTrue(recall >= 0.99, "text of a sender was lost: " + recall + "\n" + wrong);
  }

  @Test
  void the_whole_text_is_kept_beside_it() throws IOException {
    for (Reply reply : replies()) {
      assertEquals(reply.whole, read(reply).textBody(), reply.name);
    }
  }
}
