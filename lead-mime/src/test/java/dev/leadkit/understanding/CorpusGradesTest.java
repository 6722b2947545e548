// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The quality on the shared corpus must not fall below what has been reached; the tables are printed. */
class CorpusGradesTest {

  @Test
  void own_text_of_replies() {
    Grades grades = Grades.replies(text -> text);
    System.out.println(grades.table("replies (plain text)"));
    assertTrue(grades.share() >= 0.96, () -> "exact: " + grades.share());
    assertTrue(grades.f1() >= 0.985, () -> "line F1: " + grades.f1());
  }

  @Test
  void own_text_of_replies_that_the_reader_reads() {
    Grades grades = Grades.repliesRead();
    System.out.println(grades.table("replies (mails, plain text and HTML, through the reader)"));
    assertTrue(grades.share() >= 0.85, () -> "exact: " + grades.share());
    assertTrue(grades.f1() >= 0.93, () -> "line F1: " + grades.f1());
  }

  @Test
  void forwards() {
    Grades grades = Grades.forwards("forwards.jsonl");
    System.out.println(grades.table("forwards"));
    assertTrue(grades.right >= 119, () -> "all fields: " + grades.failures);
    Grades others = Grades.forwards("forwards-quotequail.jsonl");
    System.out.println(others.table("forwards, second source (plain text)"));
    assertEquals(others.all, others.right, () -> "all fields: " + others.failures);
  }

  @Test
  void lines_of_signatures() {
    int[] damaged = new int[1];
    Grades grades = Grades.signatureLines(damaged);
    System.out.println(
        grades.table("signatures") + "  damaged mails without a signature: " + damaged[0]);
    assertTrue(grades.f1() >= 0.96, () -> "line F1: " + grades.f1());
    assertEquals(0, damaged[0], "No mail without a signature may lose a line");
    Grades texts = Grades.signatureTexts();
    System.out.println(texts.table("texts without signatures"));
    assertTrue(texts.right >= 27, () -> "right: " + texts.failures);
  }

  /** What does not change the meaning of a text must not change the result. */
  @Test
  void twins_of_replies_are_read_alike() {
    twin("CRLF", text -> text.replace("\n", "\r\n"));
    twin("no-break spaces", text -> text.replace(" ", "\u00a0"));
    twin("zero-width spaces at line ends", text -> text.replace("\n", "\u200b\n"));
    twin("blanks at line ends", text -> text.replace("\n", "  \n"));
    twin("a line end at the end", text -> text + "\n\n");
    twin("wrapped at 78", CorpusGradesTest::wrapped);
    twin(
        "other names",
        text ->
            text.replace("John", "Wilhelmina").replace("Doe", "Quux").replace("Roman", "Aurelia"));
  }

  /** Wraps lines without quotation marks at 78 characters. */
  private static String wrapped(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      String rest = line;
      while (rest.length() > 78 && !rest.startsWith(">") && rest.lastIndexOf(' ', 78) > 20) {
        int space = rest.lastIndexOf(' ', 78);
        out.append(rest, 0, space).append('\n');
        rest = rest.substring(space + 1);
      }
      out.append(rest).append('\n');
    }
    return out.toString();
  }

  private static void twin(String name, UnaryOperator<String> change) {
    Grades grades = Grades.replies(text -> change.apply(text.replace("\r\n", "\n")));
    System.out.println(
        "twin, " + name + ": " + grades.right + " of " + grades.all + ", line F1 " + grades.f1());
    assertTrue(grades.share() >= 0.955, () -> name + ": " + grades.failures);
  }
}
