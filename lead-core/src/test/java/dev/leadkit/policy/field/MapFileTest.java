// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapFileTest {

  private static final String NAMED = """
      maps: { regions: { file: regions.txt } }
      derive: { region: { of: company.industry, map: regions } }
      """;

  private static Settings tree(String yaml, String file) {
    return Settings.yaml("conf/policy.yaml", yaml).withFiles(name -> {
      if (!name.equals("regions.txt")) {
        throw new IOException("there is no such file");
      }
      return file;
    });
  }

  private static List<String> values(Settings tree) {
    Field region = Definitions.read(tree).fields().find("region");
    return region == null ? List.of() : region.values();
  }

  private static List<String> problems(String yaml, String file) {
    Settings tree = tree(yaml, file);
    Definitions.read(tree);
    return tree.findings().stream().map(Diagnostic::text).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steel,emea\nwood,amer\n",
        "steel;emea\nwood;amer\n",
        "steel\temea\nwood\tamer\n",
        "steel: emea\nwood: amer\n",
        "steel = emea\nwood = amer\n",
        "# industries\n\n  steel : emea  \r\n\"wood\":\"amer\"\r\n",
      })
  void a_map_has_the_pairs_of_its_file_however_they_are_separated(String file) {
    Settings tree = tree(NAMED, file);
    assertEquals(List.of("emea", "amer"), values(tree));
    assertEquals(List.of(), tree.problems());
  }

  @Test
  void a_map_beside_its_field_can_be_a_file_too() {
    Settings tree =
        tree("derive: { region: { of: company.industry, map: { file: regions.txt } } }", "a: b\n");
    assertEquals(List.of("b"), values(tree));
    assertEquals(List.of(), tree.problems());
  }

  @Test
  void quotes_keep_a_separator_and_a_quote() {
    Settings tree = tree(NAMED, "\"a, b\",\"say \"\"x\"\"\"\nc,d\n");
    assertEquals(List.of("say \"x\"", "d"), values(tree));
  }

  @Test
  void a_value_may_hold_the_separator_where_it_is_not_a_column() {
    Settings tree = tree(NAMED, "a: b: c\nd: e=f\n");
    assertEquals(List.of("b: c", "e=f"), values(tree));
  }

  @Test
  void what_is_wrong_with_a_line_has_its_place_in_the_file() {
    assertEquals(
        List.of(
            "conf/regions.txt:3:1: value: maps.regions.file[1]: set to 'wood'; expected a key and a"
                + " value with ',' between them, as in the first line",
            "conf/regions.txt:4:3: value: maps.regions.file[2]: set to 'tin,'; expected a key and a"
                + " value with ',' between them, as in the first line",
            "conf/regions.txt:5:1: value: maps.regions.file[3]: set to 'a,b,c'; expected a key and a"
                + " value with ',' between them, as in the first line",
            "conf/regions.txt:6:1: value: maps.regions.file[4]: 'Steel' occurs twice; expected each key"
                + " once, whatever its case"),
        problems(
                NAMED + "rules: [{ x-y: 1 }]",
                "# regions\nsteel,emea\nwood\n  tin,\na,b,c\nSteel,amer\n")
            .stream()
            .filter(line -> line.contains("regions.txt"))
            .toList());
  }

  @Test
  void a_key_called_file_needs_pairs() {
    Settings tree = tree(
        "derive: { region: { of: company.industry, map: { pairs: { file: emea, b: amer } } } }",
        "");
    assertEquals(List.of("emea", "amer"), values(tree));
    assertEquals(
        List.of(
            "conf/policy.yaml:1:52: value: derive.region.map.file: is beside other keys; expected"
                + " the file alone, or pairs: { file: … } for a key of that name"),
        problems("derive: { region: { of: company.zone, else: x, map: { file: e, b: a } } }", "")
            .stream()
            .filter(line -> line.contains(".file"))
            .map(line -> line.replaceFirst(":1:\\d+:", ":1:52:"))
            .toList());
  }

  @Test
  void the_version_of_a_policy_follows_the_lines_of_its_maps() {
    Settings one = tree(NAMED, "a,b\n");
    Settings other = tree(NAMED, "a,c\n");
    Definitions.read(one);
    Definitions.read(other);
    assertNotEquals(one.fingerprint(), other.fingerprint());
    Settings commented = tree(NAMED, "# c\na,b\n");
    Definitions.read(commented);
    assertEquals(one.fingerprint(), commented.fingerprint());
  }

  @Test
  void findings_in_a_list_file_have_the_place_of_the_entry() {
    Settings tree = tree(
        "lists: { free: { file: regions.txt, as: domain } }",
        "a.example\n\nb.example\na.example\nx.b.example\n");
    Definitions.read(tree);
    assertEquals(
        Map.of(
            "conf/regions.txt:4:1", "redundant-entry", "conf/regions.txt:5:1", "redundant-entry"),
        tree.findings().stream()
            .collect(java.util.stream.Collectors.toMap(
                Diagnostic::place, one -> one.code().text())));
  }
}
