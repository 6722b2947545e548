// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Address;
import dev.leadkit.RawMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two readers have read the same: what is compared before anything is timed. */
final class Agreement {

  /** What is compared, by name; a difference names one of them. */
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

  /** Where two readings differ: both values in words. Line ends and blanks at the ends of lines are no difference. */
  static Map<Item, String> differences(PlainMail ours, PlainMail theirs) {
    var differences = new LinkedHashMap<Item, String>();
    differ(differences, Item.HEADER, ours.header().size(), theirs.header().size());
    differ(differences, Item.FROM, ours.from().email(), theirs.from().email());
    differ(
        differences,
        Item.FROM_NAME,
        squeezed(ours.from().name()),
        squeezed(theirs.from().name()));
    differ(differences, Item.TO, emails(ours.to()), emails(theirs.to()));
    differ(differences, Item.CC, emails(ours.cc()), emails(theirs.cc()));
    differ(differences, Item.REPLY_TO, emails(ours.replyTo()), emails(theirs.replyTo()));
    differ(differences, Item.SUBJECT, squeezed(ours.subject()), squeezed(theirs.subject()));
    differ(differences, Item.DATE, ours.date(), theirs.date());
    differ(differences, Item.TEXT, lines(ours.text()), lines(theirs.text()));
    differ(differences, Item.HTML, lines(ours.html()), lines(theirs.html()));
    differ(differences, Item.ATTACHMENTS, parts(ours), parts(theirs));
    return differences;
  }

  /**
   * What the named reader makes of a mail beside ours; a reader that throws has read nothing.
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

  private static void differ(
      Map<Item, String> differences, Item item, @Nullable Object ours, @Nullable Object theirs) {
    if (!Objects.equals(ours, theirs)) {
      differences.put(item, ours + " | " + theirs);
    }
  }

  private static List<String> emails(List<Address> addresses) {
    return addresses.stream()
        .map(Address::email)
        .filter(email -> !email.isEmpty())
        .toList();
  }

  private static List<String> parts(PlainMail mail) {
    var parts = new ArrayList<String>();
    for (PlainMail.Part part : mail.attachments()) {
      parts.add(part.content().size() + " " + part.content().sha256());
    }
    return parts;
  }

  private static String squeezed(String text) {
    return String.join(" ", text.strip().split("\\s+", -1));
  }

  private static List<String> lines(String text) {
    return text.stripTrailing().lines().map(String::stripTrailing).toList();
  }
}
