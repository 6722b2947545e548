// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Defect.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefectTableTest {

  @Test
  void docs_mime_md_lists_every_code_with_its_severity_and_rule() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve(".mvn"))) {
      root = Objects.requireNonNull(root.getParent(), "the project's root");
    }
    List<String> expected = Arrays.stream(Code.values())
        .map(code -> "| `" + code + "` | " + code.severity().name().toLowerCase(Locale.ROOT) + " | "
            + (code.source().isEmpty() ? "–" : code.source()) + " |")
        .toList();
    List<String> rows = Files.readAllLines(root.resolve("docs/mime.md")).stream()
        .filter(line ->
            line.startsWith("| `") && line.contains("` | severe |") || line.contains("` | minor |"))
        .map(line -> line.split(" \\| ", -1))
        .map(cells -> cells[0] + " | " + cells[1] + " | " + cells[2] + " |")
        .toList();
    assertEquals(expected, rows);
  }
}
