// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;

/** The help of a command; shows no default for an argument that is required or has none. */
final class HelpText extends Help {

  private static final Set<String> EMPTY = Set.of("Default:", "Default: []");

  HelpText(CommandSpec command, ColorScheme colours) {
    super(command, colours);
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer all = super.createDefaultOptionRenderer();
    return (option, labels, colours) -> lines(all.render(option, labels, colours), false);
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer all = super.createDefaultParameterRenderer();
    return (parameter, labels, colours) ->
        lines(all.render(parameter, labels, colours), parameter.arity().min() > 0);
  }

  private static Text[][] lines(Text[][] rows, boolean required) {
    return Arrays.stream(rows)
        .filter(row -> {
          String line = row[row.length - 1].plainString().strip();
          return !EMPTY.contains(line) && !(required && line.startsWith("Default:"));
        })
        .toArray(Text[][]::new);
  }
}
