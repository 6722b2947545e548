// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What docs/cli.md says of the command is what picocli says of it. */
class CliDocTest {

  private final String document = document();

  @TempDir
  Path folder;

  @Test
  void every_command_and_every_option_is_described() {
    var missing = new ArrayList<String>();
    commands(line(), missing);
    assertEquals(List.of(), missing, "docs/cli.md must describe every command and option");
  }

  @Test
  void a_command_or_option_that_is_left_out_is_found() {
    @CommandLine.Command(name = "bogus")
    class Bogus {}
    CommandLine line = line();
    var bogus = new CommandLine(new Bogus());
    bogus.getCommandSpec().addOption(OptionSpec.builder("--bogus-option").build());
    line.addSubcommand(bogus);
    var missing = new ArrayList<String>();
    commands(line, missing);
    assertEquals(List.of("lead bogus", "lead bogus --bogus-option"), missing);
  }

  @Test
  void every_command_that_is_described_exists() {
    Matcher described =
        Pattern.compile("^\\| `lead ([a-z]+(?: [a-z]+)?)", Pattern.MULTILINE).matcher(document);
    int count = 0;
    while (described.find()) {
      CommandLine line = line();
      for (String name : described.group(1).split(" ")) {
        CommandLine next = line.getSubcommands().get(name);
        assertTrue(next != null || line.getSubcommands().isEmpty(), described.group());
        line = next == null ? line : next;
      }
      count++;
    }
    assertTrue(count > 20, "the tables of commands were not found");
  }

  @Test
  void the_examples_of_lead_yaml_and_of_addresses_are_read() throws IOException {
    Matcher blocks = Pattern.compile("^```yaml\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(document);
    assertTrue(blocks.find());
    Files.writeString(folder.resolve("lead.yaml"), blocks.group(1));
    for (String named : List.of("policy.yaml", "companies.csv", "addresses.yaml")) {
      Files.writeString(folder.resolve(named), "");
    }
    Setup setup = new SetupFile(folder).read();
    assertEquals(List.of("mx.example.com"), setup.trust());
    assertEquals(List.of("example.com"), setup.ownDomains());
    assertTrue(blocks.find());
    Files.writeString(folder.resolve("addresses.yaml"), blocks.group(1));
    assertEquals(
        "pricing-2026",
        AddressFile.read(folder.resolve("addresses.yaml"))
            .source("", "forms+pricing@example.com")
            .campaign());
  }

  @Test
  void every_exit_code_is_described() {
    line()
        .getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .keySet()
        .forEach(code -> assertTrue(document.contains("\n| " + code + " | "), "exit code " + code));
  }

  private void commands(CommandLine line, List<String> missing) {
    String name = line.getCommandSpec().qualifiedName();
    if (line.getSubcommands().isEmpty()
        && !document.contains("`" + name + "`")
        && !document.contains("`" + name + " ")) {
      missing.add(name);
    }
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.hidden()
          && !Pattern.compile(Pattern.quote(option.longestName()) + "(?![\\w-])")
              .matcher(document)
              .find()) {
        missing.add(name + " " + option.longestName());
      }
    }
    line.getSubcommands().values().stream().distinct().forEach(sub -> commands(sub, missing));
  }

  private static CommandLine line() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new LeadCommand(new ByteArrayInputStream(new byte[0]), nowhere, nowhere).commands();
  }

  private static String document() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    try {
      return Files.readString(root.resolve("docs/cli.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
