// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.Flags;
import dev.leadkit.spi.Flags.Subject;
import dev.leadkit.tck.FlagsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagFileTest extends FlagsContract {

  @TempDir
  Path folder;

  @Override
  protected Service service() throws IOException {
    return new Lines(folder.resolve("flags.txt"), folder.resolve("away.txt"));
  }

  private static final class Lines implements Service {

    private final Path file;
    private final Path away;
    private final Map<String, String> values = new LinkedHashMap<>();

    Lines(Path file, Path away) throws IOException {
      this.file = file;
      this.away = away;
      write();
    }

    private void write() throws IOException {
      var text = new StringBuilder("# flags\n\n");
      values.forEach(
          (flag, value) -> text.append(flag).append(" = ").append(value).append('\n'));
      Files.writeString(file, text);
    }

    @Override
    public Flags flags() {
      return new FlagFile(file);
    }

    @Override
    public void set(String flag, String value) throws IOException {
      values.put(flag, value);
      write();
    }

    @Override
    public void remove(String flag) throws IOException {
      values.remove(flag);
      write();
    }

    @Override
    public void disappear() throws IOException {
      Files.move(file, away);
    }

    @Override
    public void reappear() throws IOException {
      Files.move(away, file);
    }
  }

  @Test
  void a_company_can_have_a_value_of_its_own() throws IOException {
    Path file = Files.writeString(
        folder.resolve("own.txt"), "bonus@Acme.example = on\nbonus = off\nother @ b.example = x\n");
    var flags = new FlagFile(file);
    assertEquals("on", flags.value("bonus", new Subject("lead_1", "acme.example")));
    assertEquals("off", flags.value("bonus", new Subject("lead_1", "b.example")));
    assertEquals("off", flags.value("bonus", new Subject("lead_1", "")));
    assertNull(flags.value("other", new Subject("lead_1", "acme.example")));
  }

  @Test
  void a_malformed_line_is_refused_and_named() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.txt"), "bonus = on\ncolour\n");
    var flags = new FlagFile(file);
    String problem = assertThrows(
            IOException.class, () -> flags.value("bonus", new Subject("lead_1", "acme.example")))
        .getMessage();
    assertTrue(problem.endsWith("bad.txt:2: expected flag = value"), problem);
  }
}
