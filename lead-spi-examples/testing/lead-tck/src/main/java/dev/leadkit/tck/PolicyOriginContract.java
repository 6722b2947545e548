// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract test of {@link PolicyOrigin}: extend it, supply the place that it reads or a fake of it, and run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link PolicyOrigin}.
 */
public abstract class PolicyOriginContract {

  /** The name of the policy file. */
  protected static final String POLICY = "policy.yaml";

  private static final String LIST = "lists/free.txt";

  private Place place;
  private PolicyOrigin origin;

  /** A new, empty place. */
  protected abstract Place place() throws Exception;

  /** The place of the files, with the faults that the kit injects. */
  public interface Place extends AutoCloseable {

    /** An origin of the policy {@code policy.yaml} in this place. */
    PolicyOrigin origin() throws Exception;

    /** Replaces all files, by name; names may have folders. */
    void write(Map<String, byte[]> files) throws Exception;

    /** Makes the place unreachable. */
    void disappear() throws Exception;

    /** Makes it reachable again, with the same files. */
    void reappear() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  @BeforeEach
  final void openPlace() throws Exception {
    place = place();
    write("policy 0", "list 0");
    origin = place.origin();
  }

  @AfterEach
  final void closePlace() throws Exception {
    place.close();
  }

  @Test
  final void rule1_a_snapshot_reads_the_files() throws Exception {
    Snapshot snapshot = origin.snapshot();
    assertEquals("policy 0", read(snapshot));
    assertEquals("list 0", snapshot.files().read(LIST));
  }

  @Test
  final void rule1_the_next_snapshot_has_every_change_even_of_the_same_length() throws Exception {
    for (int i = 1; i <= 20; i++) {
      write("policy " + i % 10, "list " + i % 7);
      Snapshot snapshot = origin.snapshot();
      assertEquals("policy " + i % 10, read(snapshot));
      assertEquals("list " + i % 7, snapshot.files().read(LIST));
    }
  }

  @Test
  final void rule1_a_removed_file_is_missing_and_a_restored_one_is_found() throws Exception {
    read(origin.snapshot());
    place.write(Map.of(POLICY, bytes("policy 1")));
    Snapshot without = origin.snapshot();
    assertEquals("policy 1", read(without));
    assertThrows(IOException.class, () -> without.files().read(LIST));
    write("policy 0", "list 0");
    assertEquals("list 0", origin.snapshot().files().read(LIST));
  }

  @Test
  final void rule2_one_revision_reads_the_same() throws Exception {
    var seen = new LinkedHashMap<String, String>();
    String[][] states = {{"a", "x"}, {"a", "y"}, {"b", "y"}, {"b", "y"}, {"a", "x"}, {"a", "y"}};
    for (String[] state : states) {
      write("policy " + state[0], "list " + state[1]);
      Snapshot snapshot = origin.snapshot();
      String content = read(snapshot) + ", " + snapshot.files().read(LIST);
      assertNotNull(snapshot.revision());
      if (!snapshot.revision().isEmpty()) {
        String before = seen.putIfAbsent(snapshot.revision(), content);
        assertEquals(before == null ? content : before, content, snapshot.revision());
      }
    }
  }

  @Test
  final void rule3_a_missing_policy_is_not_an_empty_policy() throws Exception {
    place.write(Map.of("other.yaml", bytes("other")));
    assertThrows(IOException.class, () -> read(origin.snapshot()));
  }

  @Test
  final void rule3_a_missing_list_is_not_an_empty_list() throws Exception {
    Snapshot snapshot = origin.snapshot();
    var reason = assertThrows(IOException.class, () -> snapshot.files().read("lists/gone.txt"));
    assertNotNull(reason.getMessage());
  }

  @Test
  final void rule3_text_that_is_not_utf_8_is_an_error() throws Exception {
    byte[] latin = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    place.write(Map.of(POLICY, bytes("policy 1"), LIST, latin));
    Snapshot snapshot = origin.snapshot();
    assertEquals("policy 1", read(snapshot));
    assertThrows(IOException.class, () -> snapshot.files().read(LIST));
  }

  @Test
  final void rule3_an_empty_file_is_an_empty_text() throws Exception {
    write("policy 1", "");
    assertEquals("", origin.snapshot().files().read(LIST));
  }

  @Test
  final void rule3_a_long_text_in_any_script_is_read_completely() throws Exception {
    String text = "Größe, 大小, размер 🚀\n".repeat(40_000);
    write(text, "list\r\n1\n");
    Snapshot snapshot = origin.snapshot();
    assertEquals(text, read(snapshot));
    assertEquals("list\r\n1\n", snapshot.files().read(LIST));
  }

  @Test
  final void rule4_files_are_found_relative_to_the_policy_also_in_folders_below() throws Exception {
    place.write(Map.of(
        POLICY,
        bytes("policy 1"),
        "free.txt",
        bytes("beside"),
        "lists/free.txt",
        bytes("below"),
        "lists/more/free.txt",
        bytes("far below"),
        "lists/free mail+more.txt",
        bytes("named freely")));
    Snapshot snapshot = origin.snapshot();
    assertEquals("beside", snapshot.files().read("free.txt"));
    assertEquals("below", snapshot.files().read("lists/free.txt"));
    assertEquals("far below", snapshot.files().read("lists/more/free.txt"));
    assertEquals("named freely", snapshot.files().read("lists/free mail+more.txt"));
  }

  @Test
  final void rule5_an_unreachable_place_is_an_error_until_it_is_reachable() throws Exception {
    Snapshot before = origin.snapshot();
    assertEquals("policy 0", read(before));
    place.disappear();
    assertThrows(IOException.class, () -> read(origin.snapshot()));
    assertThrows(IOException.class, () -> read(origin.snapshot()));
    place.reappear();
    assertEquals("policy 0", read(origin.snapshot()));
    write("policy 1", "list 1");
    assertEquals("policy 1", read(origin.snapshot()));
  }

  private void write(String policy, String list) throws Exception {
    place.write(Map.of(POLICY, bytes(policy), LIST, bytes(list)));
  }

  private static String read(Snapshot snapshot) throws IOException {
    return snapshot.files().read(snapshot.name());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
