// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Address;
import dev.leadkit.RawMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what two readers have read, before anything is timed. */
final class Agreement {

  /** The compared items by name; a difference names one of them. */
  enum Item {
    HEADER,
    FROM,
    FROM_NAME,
    TO,
    CC,
    REPLY_TO,
    SUBJECT,
    DATE,
    TEXT,
    HTML,
    ATTACHMENTS
  }

  private Agreement() {}

  /** The first difference between two readings, with both values. Line ends, blank lines and trailing blanks are ignored:
   * several texts are joined with as many line ends as the reader likes. */
  static Map<Item, String> differences(PlainMail ours, PlainMail theirs) {
    var differences = new EnumMap<Item, String>(Item.class);
    for (Item item : Item.values()) {
      String our = words(ours, item);
      String their = words(theirs, item);
      if (!our.equals(their)) {
        differences.put(item, our + " | " + their);
      }
    }
    return differences;
  }

  /** An item of a reading in canonical form. */
  static String words(PlainMail mail, Item item) {
    return switch (item) {
      case HEADER -> mail.header().size() + " fields";
      case FROM -> mail.from().email();
      case FROM_NAME -> squeezed(mail.from().name());
      case TO -> emails(mail.to());
      case CC -> emails(mail.cc());
      case REPLY_TO -> emails(mail.replyTo());
      case SUBJECT -> squeezed(mail.subject());
      case DATE -> String.valueOf(mail.date());
      case TEXT -> lines(mail.text());
      case HTML -> lines(mail.html());
      case ATTACHMENTS -> parts(mail);
    };
  }

  /**
   * Compares the named reader with ours on a mail. A reader that throws has read nothing.
   *
   * @return empty where they agree
   */
  static Map<Item, String> differences(ComparedReader<?> rival, RawMessage raw) {
    try {
      return differences(plain(new LeadkitReader(), raw), plain(rival, raw));
    } catch (Exception e) {
      return Map.of(Item.HEADER, "it threw " + e);
    }
  }

  static <M> PlainMail plain(ComparedReader<M> reader, RawMessage raw) throws Exception {
    return reader.plain(reader.read(raw, Contents.named("hashed")));
  }

  private static String emails(List<Address> addresses) {
    return addresses.stream()
        .map(Address::email)
        .filter(email -> !email.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String parts(PlainMail mail) {
    return mail.attachments().stream()
        .map(part -> part.content().size() + " " + part.content().sha256())
        .collect(Collectors.joining(", "));
  }

  private static String squeezed(String text) {
    return String.join(" ", text.strip().split("\\s+", -1));
  }

  private static String lines(String text) {
    return text.lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
