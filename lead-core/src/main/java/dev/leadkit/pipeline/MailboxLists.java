// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Address;
import dev.leadkit.text.Domains;
import dev.leadkit.text.RegistrableDomain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What an address says about its owner, from lists that are shipped as resources. */
final class MailboxLists {

  private static final String FOLDER = "/dev/leadkit/prospect/";
  private static final Set<String> FREE = Set.copyOf(read(FOLDER + "free-mail.txt"));
  private static final Set<String> EXACT = new HashSet<>();
  private static final Set<String> PREFIXES = new HashSet<>();

  static {
    for (String entry : read(FOLDER + "machine-locals.txt")) {
      if (entry.endsWith("*")) {
        PREFIXES.add(entry.substring(0, entry.length() - 1));
      } else {
        EXACT.add(entry);
      }
    }
  }

  private MailboxLists() {}

  /** The entries of a list that is shipped as a resource: one a line, comments begin with {@code #}. */
  static List<String> read(String name) {
    try (InputStream in =
        Objects.requireNonNull(MailboxLists.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": the list cannot be read", e);
    }
  }

  /** The registrable domain of the company of this address; {@code ""} if anyone can have a mailbox at the domain. */
  static String company(Address address) {
    String domain = Domains.normal(address.domain());
    if (domain.isEmpty() || FREE.contains(domain)) {
      return "";
    }
    String registrable = RegistrableDomain.of(domain);
    return FREE.contains(registrable) ? "" : registrable;
  }

  /** Whether a script or device sends from this address, so that it does not tell one person from another. */
  static boolean isMachine(Address address) {
    String local = address.local();
    int plus = local.indexOf('+', 1);
    var bare = new StringBuilder(local.length());
    for (int i = 0; i < (plus < 0 ? local.length() : plus); i++) {
      char c = local.charAt(i);
      if (c != '-' && c != '_' && c != '.') {
        bare.append(c);
      }
    }
    int end = bare.length();
    while (end > 0 && Character.isDigit(bare.charAt(end - 1))) {
      end--;
    }
    String text = bare.substring(0, end);
    return EXACT.contains(text) || PREFIXES.stream().anyMatch(text::startsWith);
  }
}
