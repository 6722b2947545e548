// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Source;
import dev.leadkit.memory.InMemoryAddresses;
import dev.leadkit.spi.AddressBook;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The inbound addresses of a YAML file, with the source that each stands for.
 *
 * <pre>{@code
 * schema: lead-addresses/1
 * addresses:
 *   sales@acme.example: { channel: sales }
 *   forms+pricing@acme.example: { channel: form, campaign: pricing-2026 }
 * }</pre>
 */
final class AddressFile {

  private static final String SCHEMA = "lead-addresses/1";

  private AddressFile() {}

  static AddressBook read(Path file) {
    Settings tree;
    try {
      tree = Settings.yaml(file.toString(), Files.readString(file));
    } catch (IOException e) {
      String reason = Problems.text(e);
      throw new InputException(reason.startsWith(file.toString()) ? reason : file + ": " + reason);
    }
    var book = new InMemoryAddresses();
    tree.require("schema").choice("schema", List.of(SCHEMA), SCHEMA);
    Settings addresses = tree.require("addresses").section("addresses");
    for (String address : addresses.keys()) {
      Settings entry = addresses.section(address);
      if (address.indexOf('@') < 1 || address.indexOf('@') == address.length() - 1) {
        entry.problem(
            "'" + address + "' is not an address; expected one such as sales@example.com");
      }
      book.put(
          "",
          address,
          new Source(
              entry.text("channel", ""),
              entry.text("campaign", ""),
              entry.text("product", ""),
              entry.text("partner", ""),
              address,
              Source.KNOWN));
    }
    List<String> problems = tree.problems();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return book;
  }
}
