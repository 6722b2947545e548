// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Address;
import dev.leadkit.Defect.Code;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.scan.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message that name its people, its subject and its date (RFC 5322 §3.6.1 to §3.6.5). Each call reads the fields again and
 * reports their defects again.
 */
public final class MessageFields {

  private final HeaderFields header;
  private final int maxAddresses;
  private final Defects defects;

  /**
   * Fields of this header.
   *
   * @param maxAddresses the maximum number of addresses of one field
   */
  public MessageFields(HeaderFields header, int maxAddresses, Defects defects) {
    this.header = header;
    this.maxAddresses = maxAddresses;
    this.defects = defects;
  }

  /** The decoded subject on one line, {@code ""} if there is none. */
  public String subject() {
    return Text.line(
        EncodedWords.decode(only(FieldName.SUBJECT), defects, header.position(FieldName.SUBJECT)));
  }

  /** The date, null if there is none or it cannot be read. */
  @Nullable
  public Instant date() {
    String field = only(FieldName.DATE);
    if (field.isEmpty()) {
      defects.add(Code.MISSING_FIELD, -1, "there is no Date");
      return null;
    }
    Instant date = DateTime.parse(field);
    if (date == null) {
      defects.add(Code.MALFORMED_DATE, header.position(FieldName.DATE), "left out");
    }
    return date;
  }

  /**
   * The mailboxes of the authors (RFC 5322 §3.6.2), first the one that the mail is from. Mailboxes with a domain take precedence over those
   * without; if no From field has an address, the Sender is the author. Empty if no one is named.
   */
  public List<Address> authors() {
    List<Address> authors = new ArrayList<>(1);
    int fields = 0;
    for (int i = header.indexOf(FieldName.FROM, 0);
        i >= 0;
        i = header.indexOf(FieldName.FROM, i + 1)) {
      if (++fields == 2) {
        defects.add(Code.REPEATED_FIELD, header.position(i), "From");
      }
      addAuthors(authors, i);
    }
    if (!hasDomain(authors)) {
      int sender = header.indexOf(FieldName.SENDER, 0);
      if (authors.stream().noneMatch(Address::isKnown)) {
        defects.add(Code.MISSING_FIELD, -1, "there is no From with an address");
      }
      List<Address> senders = new ArrayList<>(1);
      if (sender >= 0) {
        addAuthors(senders, sender);
      }
      if (hasDomain(senders) || authors.stream().noneMatch(Address::isKnown)) {
        authors.addAll(0, senders);
      }
    }
    return inOrder(authors);
  }

  private void addAuthors(List<Address> authors, int index) {
    int position = header.position(index);
    for (Address mailbox :
        AddressList.parse(header.value(index), maxAddresses, defects, position)) {
      reportAddressInName(mailbox, position);
      if (authors.size() < maxAddresses && !authors.contains(mailbox)) {
        authors.add(mailbox);
      }
    }
  }

  /** Reports a display name that contains another address: it is all that a person sees of a forged sender. */
  private void reportAddressInName(Address mailbox, int position) {
    if (EmailText.holdsOther(mailbox.name(), mailbox.email())) {
      defects.add(Code.ADDRESS_IN_NAME, position, "a display name holds another address");
    }
  }

  private static boolean hasDomain(List<Address> mailboxes) {
    for (Address mailbox : mailboxes) {
      if (!mailbox.domain().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The mailboxes with a domain, otherwise those with an address, otherwise the first one. */
  private static List<Address> inOrder(List<Address> mailboxes) {
    if (mailboxes.size() <= 1) {
      return mailboxes;
    }
    boolean domain = hasDomain(mailboxes);
    List<Address> known = mailboxes.stream()
        .filter(mailbox -> domain ? !mailbox.domain().isEmpty() : mailbox.isKnown())
        .toList();
    return known.isEmpty() ? List.of(mailboxes.get(0)) : known;
  }

  /** The author that the mail is from, {@link Address#UNKNOWN} if no one is named. */
  public Address from() {
    List<Address> authors = authors();
    return authors.isEmpty() ? Address.UNKNOWN : authors.get(0);
  }

  /** The mailboxes of all fields with that name, without entries that have no address. */
  public List<Address> addresses(FieldName name) {
    List<Address> known = new ArrayList<>();
    int fields = 0;
    for (int i = header.indexOf(name, 0); i >= 0; i = header.indexOf(name, i + 1)) {
      if (++fields == 2) {
        defects.add(Code.REPEATED_FIELD, header.position(i), name.spelling());
      }
      for (Address mailbox :
          AddressList.parse(header.value(i), maxAddresses, defects, header.position(i))) {
        if (mailbox.isKnown() && known.size() < maxAddresses) {
          known.add(mailbox);
          if (name == FieldName.REPLY_TO) {
            reportAddressInName(mailbox, header.position(i));
          }
        }
      }
    }
    return known;
  }

  private String only(FieldName name) {
    int first = header.indexOf(name, 0);
    int second = first < 0 ? -1 : header.indexOf(name, first + 1);
    if (second >= 0) {
      defects.add(Code.REPEATED_FIELD, header.position(second), name.spelling());
    }
    while (second >= 0 && header.value(first).isEmpty()) {
      first = second;
      second = header.indexOf(name, first + 1);
    }
    return first < 0 ? "" : header.value(first);
  }
}
