// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How many copies of a mail are recognised, and whether another enquiry is ever taken for one; measured on pairs that were written for it. */
class DedupePairsTest {

  private static final List<String> LINES = lines();

  private static List<String> lines() {
    try (InputStream in = Objects.requireNonNull(
        DedupePairsTest.class.getResourceAsStream("mail-pairs.txt"), "mail-pairs.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The entries of a kind; only the half on which no limit was chosen if {@code unseen}. */
  private static List<String> entries(String kind, boolean unseen) {
    List<String> all = LINES.stream()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.substring(kind.length() + 1).replace("\\n", "\n"))
        .toList();
    var chosen = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      if (!unseen || i % 2 == 1) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }

  private static boolean isSame(String one, String other) {
    return TextComparison.compare(text(one), text(other), false) != null;
  }

  private static OwnText text(String text) {
    return OwnText.of(Message.builder("evt_1", Instant.EPOCH)
        .from(Address.of("ada@acme.example"))
        .subject("Enquiry")
        .visibleText(text)
        .build());
  }

  private static List<String> variants(String mail, boolean unseen) {
    var variants = new ArrayList<String>();
    List<String> below = entries("BELOW", unseen);
    entries("ABOVE", unseen).forEach(above -> variants.add(above + mail));
    below.forEach(end -> variants.add(mail + end));
    entries("ABOVE", unseen).forEach(above -> variants.add(above + mail + below.get(0)));
    variants.add(mail.replace(", ", ",\n").replace(" a ", " a\u00a0"));
    variants.add("> " + mail.replace(". ", ".\n> "));
    variants.add(mail.toUpperCase(java.util.Locale.ROOT));
    return variants;
  }

  private static double recall(boolean unseen) {
    int found = 0;
    int pairs = 0;
    for (String mail : entries("TEXT", unseen)) {
      List<String> variants = new ArrayList<>(variants(mail, unseen));
      variants.add(mail);
      for (int i = 0; i < variants.size(); i++) {
        for (int j = 0; j < i; j++) {
          pairs++;
          found += isSame(variants.get(i), variants.get(j)) ? 1 : 0;
        }
      }
    }
    System.out.println(
        (unseen ? "unseen" : "all") + " pairs of copies recognised: " + found + " of " + pairs);
    return (double) found / pairs;
  }

  @Test
  void at_least_95_percent_of_the_pairs_of_copies_are_recognised() {
    assertTrue(recall(true) >= 0.95, "On the half on which no limit was chosen");
    assertTrue(recall(false) >= 0.95, "On all pairs");
  }

  @Test
  void no_two_enquiries_are_taken_for_one() {
    List<String> mails = entries("TEXT", false);
    for (int i = 0; i < mails.size(); i++) {
      for (int j = 0; j < i; j++) {
        for (String variant : variants(mails.get(i), false)) {
          assertEquals(false, isSame(variant, mails.get(j)), variant + " | " + mails.get(j));
        }
      }
    }
  }

  @Test
  void a_single_word_makes_another_enquiry() {
    int edits = 0;
    for (String edit : entries("EDIT", false)) {
      String[] words = edit.split(" => ");
      Pattern word = Pattern.compile("(?U)\\b" + Pattern.quote(words[0]) + "\\b");
      for (String mail : entries("TEXT", false)) {
        String edited = word.matcher(mail).replaceFirst(words[1]);
        if (!edited.equals(mail)) {
          edits++;
          assertEquals(false, isSame(mail, edited), edited);
          for (String variant : variants(mail, false)) {
            assertEquals(false, isSame(variant, edited), variant + " | " + edited);
          }
        }
      }
    }
    assertTrue(edits >= 20, "Each edit is tried on a mail: " + edits);
  }
}
