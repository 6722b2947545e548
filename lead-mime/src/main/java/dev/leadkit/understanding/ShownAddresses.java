// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Address;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads mailboxes as mail programs show them in a text: with links to themselves, in single quotes, with unquoted commas in names, separated
 * by semicolons, or as names without addresses.
 */
final class ShownAddresses {

  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_MAILBOXES = 500;

  private ShownAddresses() {}

  /** The first mailbox, {@link Address#UNKNOWN} where there is none. */
  static Address first(String value) {
    if (value.indexOf('@') < 0) {
      return new Address("", name(value));
    }
    List<Address> all = list(value);
    return all.isEmpty() ? Address.UNKNOWN : all.get(0);
  }

  static List<Address> list(String shown) {
    String value = shown.length() > MAX_LENGTH ? shown.substring(0, MAX_LENGTH) : shown;
    List<Address> found = new ArrayList<>();
    int start = 0;
    while (start < value.length() && found.size() < MAX_MAILBOXES) {
      int end = mailboxEnd(value, start);
      add(found, value.substring(start, end));
      start = end + 1;
    }
    return found;
  }

  /** The index of the separator after a mailbox: a semicolon, or a comma that follows an address or precedes nothing with one. */
  private static int mailboxEnd(String value, int start) {
    int depth = 0;
    boolean quoted = false;
    boolean address = false;
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted && value.indexOf('"', i + 1) >= 0;
      } else if (quoted) {
        continue;
      } else if (c == '<' || c == '[') {
        depth++;
      } else if ((c == '>' || c == ']') && depth > 0) {
        depth--;
      } else if (c == '@') {
        address = true;
      } else if (c == ';' && depth == 0) {
        return i;
      } else if (c == ','
          && depth == 0
          && (address || value.indexOf('@', i) < 0 && value.indexOf(';') < 0)) {
        return i;
      }
    }
    return value.length();
  }

  private static void add(List<Address> found, String text) {
    int at = Clues.addressStart(text);
    if (at < 0) {
      String name = name(text);
      if (!name.isEmpty()) {
        found.add(new Address("", name));
      }
      return;
    }
    int bracket = Math.max(text.lastIndexOf('<'), -1);
    String plain = text;
    int behalf = plain.indexOf(" on behalf of ");
    if (behalf > 0) {
      plain = plain.substring(0, behalf);
      bracket = plain.lastIndexOf('<');
    }
    int from = addressFrom(plain, bracket);
    int start = Clues.addressStart(plain.substring(from));
    if (start < 0) {
      from = 0;
      start = Clues.addressStart(plain);
    }
    if (start < 0) {
      return;
    }
    String rest = plain.substring(from + start);
    String email = strip(rest.substring(0, Clues.addressEnd(rest, rest.indexOf('@'))));
    int nameEnd = nameEnd(plain, from + start);
    String name = name(plain.substring(0, nameEnd));
    found.add(
        new Address(email, name.equalsIgnoreCase(email) || name.indexOf('@') > 0 ? "" : name));
  }

  /** The last bracket that holds an address and no link to it. */
  private static int addressFrom(String text, int last) {
    for (int bracket = last; bracket > 0; bracket = text.lastIndexOf('<', bracket - 1)) {
      if (!text.startsWith("mailto:", bracket + 1) && Clues.hasAddress(text.substring(bracket))) {
        return bracket;
      }
    }
    return 0;
  }

  private static String strip(String email) {
    return email.startsWith("mailto:") ? email.substring("mailto:".length()) : email;
  }

  /** Where the name before an address ends: at the first bracket that holds an address or link. */
  private static int nameEnd(String text, int address) {
    int end = address;
    for (char open : new char[] {'<', '[', '('}) {
      int bracket = text.indexOf(open);
      if (bracket >= 0 && bracket < end && Clues.hasAddress(text.substring(bracket))) {
        end = bracket;
      }
    }
    return end;
  }

  /** A name without the quotation marks around it. */
  static String name(String text) {
    String name = text.strip();
    boolean changed = true;
    while (changed && name.length() > 0) {
      changed = false;
      if ("\"'«„“”‘’<(*,;| \u00A0".indexOf(name.charAt(0)) >= 0) {
        name = name.substring(1).strip();
        changed = true;
      }
      if (!name.isEmpty()
          && "\"'»“”‘’>)*,;|: \u00A0".indexOf(name.charAt(name.length() - 1)) >= 0) {
        name = name.substring(0, name.length() - 1).strip();
        changed = true;
      }
    }
    return name;
  }
}
