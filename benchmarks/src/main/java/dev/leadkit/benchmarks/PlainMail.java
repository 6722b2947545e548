// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Address;
import dev.leadkit.Blob;
import dev.leadkit.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every compared reader extracts from a mail: all header fields, the addresses, the decoded texts, and each attachment, decoded
 * completely.
 *
 * @param from the first mailbox of the author
 * @param date null if it is missing or unreadable
 * @param text the text/plain parts that are not attachments, in order
 * @param html the text/html parts that are not attachments, in order
 */
record PlainMail(
    List<Header> header,
    Address from,
    List<Address> to,
    List<Address> cc,
    List<Address> replyTo,
    String subject,
    @Nullable Instant date,
    String messageId,
    String text,
    String html,
    List<Part> attachments) {

  /** An attachment: its name, its declared type and its size. */
  record Part(String name, String type, Blob content) {}

  /** Collects the values that a reader finds. */
  static final class Builder {
    final List<Header> header = new ArrayList<>();
    final List<Part> attachments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private String onlyText = "";
    private String onlyHtml = "";
    Address from = Address.UNKNOWN;
    List<Address> to = List.of();
    List<Address> cc = List.of();
    List<Address> replyTo = List.of();
    String subject = "";

    @Nullable
    Instant date;

    String messageId = "";

    void body(String type, String content) {
      if (type.equals("text/html")) {
        onlyHtml = added(html, onlyHtml, content);
      } else {
        onlyText = added(text, onlyText, content);
      }
    }

    /** Whether nothing came before: text is a body there even where it has a file name (RFC 8621 §4.1.4). */
    boolean isEmpty() {
      return onlyText.isEmpty() && onlyHtml.isEmpty() && attachments.isEmpty();
    }

    /** A single text is not copied. */
    private static String added(StringBuilder all, String before, String content) {
      if (before.isEmpty()) {
        return content;
      }
      if (all.isEmpty()) {
        all.append(before);
      }
      return all.append('\n').append(content).toString();
    }

    PlainMail build() {
      return new PlainMail(
          header, from, to, cc, replyTo, subject, date, messageId, onlyText, onlyHtml, attachments);
    }
  }
}
