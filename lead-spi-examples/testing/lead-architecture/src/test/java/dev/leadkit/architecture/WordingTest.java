// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.architecture.Wording.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sources, documents, help texts and messages are free of the wordings in {@code wording/wordings.txt}. */
class WordingTest {

  private static final Path FOLDER = Project.ROOT.resolve(
      "lead-spi-examples/testing/lead-architecture/src/test/resources/wording");

  private static final String RULE = "\\bwhoever\\b\tanyone who\n\\bbegin of\\b\tbeginning of\n";

  @Test
  void no_wording_that_we_avoid_is_used() throws IOException {
    Wording wording = Wording.read(FOLDER);
    var hits = new ArrayList<Hit>();
    int searched = 0;
    for (String file : Wording.files(Project.ROOT)) {
      hits.addAll(wording.search(file, Project.read(Project.ROOT.resolve(file))));
      searched++;
    }
    assertTrue(searched > 500, "Only " + searched + " files were searched");
    assertEquals(
        "",
        hits.stream().map(Hit::toString).collect(Collectors.joining("\n")),
        "Rewrite these in plain English, or list an exception with its reason in exceptions.txt");
    assertEquals(List.of(), wording.unused(), "Remove the exceptions that nothing needs any more");
  }

  @Test
  void a_wording_is_found_in_comments_strings_and_names_and_across_lines() throws IOException {
    List<Hit> hits = planted(RULE, "").search("planted/Planted.java", """
        /** For whoever reads. */
        class Planted {
          // the begin
          // of the text
          String message = "the begin " + "of it";
          void whoever_reads_it() {}
        }
        """);
    assertEquals(
        List.of("1 whoever", "6 whoever", "3 begin // of", "5 begin \" + \"of"),
        hits.stream().map(hit -> hit.line() + " " + hit.text()).toList());
    assertEquals(
        "planted/Planted.java:1: 'whoever'; write: anyone who", hits.get(0).toString());
  }

  @Test
  void a_longer_word_is_not_the_wording() throws IOException {
    assertEquals(List.of(), planted(RULE, "").search("docs/a.md", "the beginning of it, whoevers"));
  }

  @Test
  void an_exception_covers_its_file_and_line_only_and_must_be_needed() throws IOException {
    Wording wording = planted(RULE, "/Mail.java\tSubject: whoever\ta mail in a test\n");
    assertEquals(1, wording.unused().size(), "Nothing has needed the exception yet");
    assertEquals(List.of(), wording.search("x/Mail.java", "\"Subject: whoever you are\""));
    assertEquals(1, wording.search("x/Mail.java", "\"To: whoever\"").size());
    assertEquals(1, wording.search("x/Other.java", "\"Subject: whoever\"").size());
    assertEquals(List.of(), wording.unused());
  }

  @Test
  void the_patterns_find_what_they_are_for_and_spare_good_english() throws IOException {
    Wording wording = Wording.read(FOLDER);
    for (String bad : List.of(
        "'x' is no field",
        "a header that is none",
        "which are no part of it",
        "the lead stands here",
        "so many leads",
        "leads of which one is late",
        "decided anew",
        "nobody knows",
        "the begin of the text",
        "told apart",
        "tells them apart",
        "hears of it",
        "A list to be.",
        "int otherwise) {",
        "int MOST_PARTS = 3;",
        "Says what is wrong.",
        "It is late. Who got none counts as never.")) {
      assertEquals(1, wording.search("docs/a.md", bad).size(), bad);
    }
    for (String good : List.of(
        "there is no field",
        "there\n  is no field",
        "it is no longer used",
        "a stand-in for a CRM",
        "CRM stands for customer relationship management",
        "Otherwise, it is new.",
        "Who owns the lead?",
        "/** The outermost indoor standard. */")) {
      assertEquals(List.of(), wording.search("docs/a.md", good), good);
    }
  }

  private static Wording planted(String rules, String exceptions) throws IOException {
    Path folder = Files.createTempDirectory("wording");
    try {
      Files.writeString(folder.resolve("wordings.txt"), rules);
      Files.writeString(folder.resolve("exceptions.txt"), exceptions);
      return Wording.read(folder);
    } finally {
      Files.deleteIfExists(folder.resolve("wordings.txt"));
      Files.deleteIfExists(folder.resolve("exceptions.txt"));
      Files.delete(folder);
    }
  }
}
