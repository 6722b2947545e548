// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.Address;
import dev.leadkit.Header;
import dev.leadkit.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells addresses of people from those of scripts, mail systems and mailing lists. */
final class MachineAddresses {

  private static final Set<String> EXACT = new HashSet<>();
  private static final Set<String> PREFIXES = new HashSet<>();
  private static final Set<String> FREE = Set.copyOf(WordFile.read("free-mail.txt"));

  static {
    for (String entry : WordFile.read("machine-locals.txt")) {
      if (entry.endsWith("*")) {
        PREFIXES.add(entry.substring(0, entry.length() - 1));
      } else {
        EXACT.add(entry);
      }
    }
  }

  private static final List<String> LIST_FIELDS = List.of(
      "List-Post", "Mailing-List", "X-BeenThere", "X-Mailing-List", "List-Id", "X-Google-Group-Id");

  private MachineAddresses() {}

  /** Whether no person reads what is sent to this address. */
  static boolean isMachine(String email) {
    String local = new Address(email, "").local();
    int plus = local.indexOf('+', 1);
    var bare = new StringBuilder(local.length());
    for (int i = 0; i < (plus < 0 ? local.length() : plus); i++) {
      char c = local.charAt(i);
      if (c != '-' && c != '_' && c != '.') {
        bare.append(c);
      }
    }
    String text = bare.toString();
    while (!text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1))) {
      text = text.substring(0, text.length() - 1);
    }
    return EXACT.contains(text) || PREFIXES.stream().anyMatch(text::startsWith);
  }

  /** Whether this is the address of the mailing list through which the message came. */
  static boolean isList(Message message, String email) {
    for (String field : LIST_FIELDS) {
      for (Header header : message.headers()) {
        if (header.is(field) && header.value().toLowerCase(Locale.ROOT).contains(email)) {
          return true;
        }
      }
    }
    String domain = new Address(email, "").domain();
    return domain.equals("googlegroups.com")
        || domain.equals("groups.io")
        || domain.startsWith("lists.");
  }

  /** Whether anyone can have a mailbox at this domain. */
  static boolean isFree(String domain) {
    return FREE.contains(domain);
  }
}
