// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The result of a call of the command inside this process: exit code and output. */
record Called(int code, String out, String err) {

  static Called lead(String... args) {
    return lead(new byte[0], args);
  }

  static Called lead(byte[] in, String... args) {
    return lead(in, Wiring.FILES, false, args);
  }

  /** A call that delivers to these connectors. */
  static Called with(LeadCommand.Connectors connectors, String... args) {
    return lead(new byte[0], connectors, false, args);
  }

  /** A call on a terminal that shows colours. */
  static Called onTerminal(String... args) {
    return lead(new byte[0], Wiring.FILES, true, args);
  }

  private static Called lead(
      byte[] in, LeadCommand.Connectors connectors, boolean coloured, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = new LeadCommand(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            connectors,
            coloured)
        .run(args);
    return new Called(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }

  List<String> complaints() {
    return err.lines().toList();
  }

  /** The number beside this word in the balance sheet. */
  int balance(String word) {
    return lines().stream()
        .filter(line -> line.endsWith("  " + word))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line for " + word + " in\n" + out + err));
  }
}
