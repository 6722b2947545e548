// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents that lead a reader through the code name classes and members that exist. */
class DocumentedNamesTest {

  private static final List<String> DOCUMENTS =
      List.of("CONTRIBUTING.md", "docs/README.md", "docs/follow-one-mail.md", "docs/tables.md");

  /** A type in back quotes, perhaps with a nested type or a member. */
  private static final Pattern NAME =
      Pattern.compile("`([A-Z][a-z]\\w+)(?:[.#](\\w+))?(?:\\([^`]*\\))?`");

  @Test
  void every_class_and_member_that_is_named_exists() throws IOException {
    Map<String, String> sources = sources();
    var missing = new ArrayList<String>();
    int count = 0;
    for (String document : DOCUMENTS) {
      String text = Project.read(Project.ROOT.resolve(document));
      for (String name : missing(text, sources)) {
        missing.add(document + ": " + name);
      }
      count += (int) NAME.matcher(text).results().count();
    }
    assertEquals(List.of(), missing, "names in the documents that are not in the sources");
    assertTrue(count > 60, "only " + count + " names were found");
  }

  @Test
  void a_name_that_does_not_exist_is_found() throws IOException {
    assertEquals(
        List.of("Nonesuch", "Lead.nonesuch", "Fact.Nonesuch"),
        missing(
            "`Lead` `Nonesuch`, `Lead.nonesuch()`, `Fact.Received` and `Fact.Nonesuch`",
            sources()));
  }

  private static List<String> missing(String text, Map<String, String> sources) {
    var missing = new ArrayList<String>();
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      String source = sources.get(names.group(1));
      String member = names.group(2);
      if (source == null
          || (member != null
              && !Pattern.compile("\\b" + member + "\\b").matcher(source).find())) {
        missing.add(names.group(1) + (member == null ? "" : "." + member));
      }
    }
    return missing;
  }

  /** The text of each source file by the simple name of its class. */
  private static Map<String, String> sources() throws IOException {
    var sources = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(Project.ROOT)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target"))
          .forEach(file -> sources.merge(
              file.getFileName().toString().replace(".java", ""),
              Project.read(file),
              (one, other) -> one + other));
    }
    return sources;
  }
}
