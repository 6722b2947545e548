// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.PolicyOrigin.Snapshot;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySnapshotTest {

  private static final String POLICY = """
      schema: lead-policy/1
      lists: { free: { file: free.txt }, paid: { file: paid.txt } }
      """;

  private static Snapshot snapshot(String name, Map<String, String> files) {
    return new Snapshot(name, "revision", file -> {
      String text = files.get(file);
      if (text == null) {
        throw new IOException("no such file: " + file);
      }
      return text;
    });
  }

  private static Map<String, String> files(String... namesAndTexts) {
    var files = new HashMap<String, String>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return files;
  }

  private static PolicySnapshot read(Map<String, String> files) throws IOException {
    return PolicySnapshot.read(snapshot("p.yaml", files), List.of()).texts();
  }

  @Test
  void all_files_that_a_policy_names_are_read_and_those_that_are_missing_noted()
      throws IOException {
    PolicySnapshot all =
        read(files("p.yaml", POLICY, "free.txt", "a", "paid.txt", "b", "other.txt", "c"));
    assertEquals(Set.of("p.yaml", "free.txt", "paid.txt"), all.files().keySet());
    assertEquals(Map.of(), all.missing());
    PolicySnapshot some = read(files("p.yaml", POLICY, "free.txt", "a"));
    assertEquals(Set.of("p.yaml", "free.txt"), some.files().keySet());
    assertEquals(Map.of("paid.txt", "no such file: paid.txt"), some.missing());
    assertEquals("PolicySnapshot[[p.yaml, free.txt]]", some.toString(), "the texts are not shown");
    assertThrows(IOException.class, () -> read(files("free.txt", "a")));
  }

  @Test
  void texts_are_the_same_where_every_file_says_what_it_said() throws IOException {
    PolicySnapshot texts = read(files("p.yaml", POLICY, "free.txt", "a"));
    Map<String, Map<String, String>> changes = new HashMap<>();
    changes.put("same", files());
    changes.put("policy", files("p.yaml", POLICY + "\n"));
    changes.put("list", files("free.txt", "b"));
    changes.put("missing one came", files("paid.txt", "b"));
    changes.put("not requested", files("other.txt", "b"));
    changes.forEach((what, change) -> {
      Map<String, String> now = files("p.yaml", POLICY, "free.txt", "a");
      now.putAll(change);
      boolean isSame = what.equals("same") || what.equals("not requested");
      try {
        assertEquals(isSame, texts.isSame(snapshot("p.yaml", now)), what);
      } catch (IOException e) {
        throw new AssertionError(what, e);
      }
    });
    Map<String, String> gone = files("p.yaml", POLICY);
    assertFalse(texts.isSame(snapshot("p.yaml", gone)), "a list is gone");
    Map<String, String> renamed = files("q.yaml", POLICY, "p.yaml", POLICY, "free.txt", "a");
    assertFalse(texts.isSame(snapshot("q.yaml", renamed)), "another policy file");
    assertThrows(IOException.class, () -> texts.isSame(snapshot("p.yaml", files())));
  }

  @Test
  void kept_texts_are_given_as_an_origin_would_give_them() throws IOException {
    PolicySnapshot texts = read(files("p.yaml", POLICY, "free.txt", "a"));
    Snapshot again = texts.snapshot("of before");
    assertEquals("p.yaml", again.name());
    assertEquals("of before", again.revision());
    assertEquals("a", again.files().read("free.txt"));
    String message =
        assertThrows(IOException.class, () -> again.files().read("paid.txt")).getMessage();
    assertEquals("it was not there when the policy was loaded", message);
    assertTrue(texts.isSame(again));
  }

  @Test
  void a_policy_with_a_problem_or_an_objection_is_not_a_policy() throws IOException {
    var bad = PolicySnapshot.read(snapshot("p.yaml", files("p.yaml", POLICY)), List.of());
    assertNull(bad.policy());
    assertTrue(
        bad.problems().stream().anyMatch(line -> line.contains("free.txt")),
        bad.problems().toString());
  }
}
