// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.Address;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.text.Mailboxes;
import java.util.List;
import java.util.Locale;

/** Tells addresses of people from those of scripts, mail systems and mailing lists. */
final class MachineAddresses {

  private static final List<String> LIST_FIELDS = List.of(
      "List-Post", "Mailing-List", "X-BeenThere", "X-Mailing-List", "List-Id", "X-Google-Group-Id");

  private MachineAddresses() {}

  /** Whether no person reads what is sent to this address. */
  static boolean isMachine(String email) {
    return Mailboxes.isMachine(new Address(email, "").local());
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
}
