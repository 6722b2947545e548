// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.mime.header.FieldName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells mailing lists and newsletters (RFC 2369, RFC 2919, RFC 8058) from people. Their fields prove little by themselves: our own address
 * may be a group, whose fields each message of a customer then carries; services add List-Unsubscribe to what a single person writes; and
 * scripts write Precedence so that no absence note answers them. A newsletter needs two witnesses.
 */
final class ListMail {

  private final MailContent mail;
  private final PhraseHits text;

  ListMail(MailContent mail, PhraseHits text) {
    this.mail = mail;
    this.text = text;
  }

  /** The class of a message with fields of lists, null if it has none. */
  @Nullable
  MessageClass classify() {
    String precedence = mail.keyword(FieldName.PRECEDENCE);
    boolean bulk = precedence.equals("bulk") || precedence.equals("junk");
    boolean unsubscribe = mail.has(FieldName.LIST_UNSUBSCRIBE);
    boolean discussion = isDiscussion() || precedence.equals("list");
    boolean list = mail.has(FieldName.LIST_ID);
    if (!bulk && !unsubscribe && !discussion && !list) {
      return SenderRole.isNewsletter(mail.fromLocal()) && text.count(MachinePhrase.BULK) > 1
          ? of(Kind.NEWSLETTER, "newsletter-sender", text.phrase(MachinePhrase.BULK), 0.8)
          : null;
    }
    String group = ownGroup();
    if ((list || discussion) && !group.isEmpty()) {
      int witnesses = (hasCampaign() ? 1 : 0)
          + (text.has(MachinePhrase.BULK) ? 1 : 0)
          + (isProgramSender() ? 1 : 0);
      return witnesses > 1
          ? of(Kind.NEWSLETTER, "newsletter-to-own-group", evidence(), 0.7)
          : of(Kind.HUMAN, "own-group", group, 0.8);
    }
    if (discussion && !(unsubscribe && hasCampaign() && !mail.has(FieldName.LIST_POST))) {
      return of(Kind.LIST, "list-fields", listName(), 0.9);
    }
    return newsletter(bulk, unsubscribe, list);
  }

  private @Nullable MessageClass newsletter(boolean bulk, boolean unsubscribe, boolean list) {
    int witnesses = (unsubscribe ? 1 : 0)
        + (bulk ? 1 : 0)
        + (list ? 1 : 0)
        + (hasCampaign() ? 1 : 0)
        + (mail.has(FieldName.LIST_UNSUBSCRIBE_POST) ? 1 : 0)
        + (text.has(MachinePhrase.BULK) ? 1 : 0)
        + (isProgramSender() ? 1 : 0);
    boolean answer = mail.isAnswer() && !text.has(MachinePhrase.BULK) && !isProgramSender();
    if (witnesses > 1 && !answer) {
      return of(Kind.NEWSLETTER, "newsletter-fields", evidence(), witnesses > 2 ? 0.95 : 0.8);
    }
    if (list) {
      return of(Kind.LIST, "list-id", listName(), 0.6);
    }
    return unsubscribe
        ? of(Kind.HUMAN, "unsubscribe-field-alone", "List-Unsubscribe", 0.7)
        : of(
            Kind.HUMAN, "precedence-alone", "Precedence: " + mail.field(FieldName.PRECEDENCE), 0.7);
  }

  private boolean isProgramSender() {
    String local = mail.fromLocal();
    return SenderRole.isNewsletter(local)
        || SenderRole.isNoReply(local)
        || SenderRole.isProgram(local);
  }

  private boolean isDiscussion() {
    String post = mail.field(FieldName.LIST_POST).strip().toLowerCase(Locale.ROOT);
    return post.startsWith("<mailto:")
        || mail.has(FieldName.X_BEENTHERE)
        || mail.has(FieldName.X_MAILING_LIST)
        || mail.has(FieldName.MAILING_LIST)
        || isListSender();
  }

  private boolean isListSender() {
    String sender = mail.field(FieldName.SENDER).toLowerCase(Locale.ROOT);
    return sender.contains("owner-") || sender.contains("-bounces@") || sender.contains("-admin@");
  }

  private boolean hasCampaign() {
    String mailer = mail.field(FieldName.X_MAILER).toLowerCase(Locale.ROOT);
    return mail.has(FieldName.X_CAMPAIGN)
        || mail.has(FieldName.X_CAMPAIGN_ID)
        || mail.has(FieldName.X_MC_USER)
        || mail.has(FieldName.X_CSA_COMPLAINTS)
        || mail.has(FieldName.LIST_UNSUBSCRIBE_POST)
        || mailer.contains("mailchimp")
        || mailer.contains("campaign")
        || mailer.contains("newsletter")
        || mail.has(FieldName.FEEDBACK_ID)
            && !mail.field(FieldName.FEEDBACK_ID).toLowerCase(Locale.ROOT).endsWith(":amazonses");
  }

  /**
   * The address of the list if it is one of ours, {@code ""} if not: the mail is addressed to the list, and whatever says where the mail was
   * delivered names the same domain. A list that we only subscribe to belongs to another domain than our mailbox.
   */
  private String ownGroup() {
    String list = listName().toLowerCase(Locale.ROOT);
    for (Address address : mail.to()) {
      String email = address.email().toLowerCase(Locale.ROOT);
      int at = email.lastIndexOf('@');
      if (at <= 0) {
        continue;
      }
      String domain = email.substring(at + 1);
      String local = email.substring(0, at);
      boolean isList = list.contains(email)
          || list.contains(local + "." + domain)
          || list.contains("<" + local + ".");
      if (isList && deliveredTo().stream().allMatch(to -> isOf(to, domain))) {
        return email;
      }
    }
    return "";
  }

  private static boolean isOf(String address, String domain) {
    return address.endsWith("@" + domain) || address.endsWith("." + domain);
  }

  /** The addresses that the mail was delivered to, as far as hosts said. */
  private List<String> deliveredTo() {
    List<String> addresses = new ArrayList<>();
    for (String recipient : mail.recipients()) {
      addresses.add(recipient.toLowerCase(Locale.ROOT));
    }
    for (FieldName name :
        List.of(FieldName.DELIVERED_TO, FieldName.X_ORIGINAL_TO, FieldName.ENVELOPE_TO)) {
      String value = mail.field(name).strip().toLowerCase(Locale.ROOT);
      if (value.contains("@") && !value.contains(" ")) {
        addresses.add(value.replace("<", "").replace(">", ""));
      }
    }
    String received = mail.field(FieldName.RECEIVED).toLowerCase(Locale.ROOT);
    int start = received.indexOf("for <");
    int end = received.indexOf('>', start + 5);
    if (start >= 0 && end > start) {
      addresses.add(received.substring(start + 5, end));
    }
    return addresses;
  }

  private String listName() {
    for (FieldName name : List.of(
        FieldName.LIST_ID,
        FieldName.MAILING_LIST,
        FieldName.LIST_POST,
        FieldName.X_BEENTHERE,
        FieldName.X_MAILING_LIST,
        FieldName.SENDER)) {
      if (mail.has(name)) {
        return mail.field(name);
      }
    }
    return "Precedence: " + mail.field(FieldName.PRECEDENCE);
  }

  private String evidence() {
    if (mail.has(FieldName.LIST_UNSUBSCRIBE)) {
      return "List-Unsubscribe: " + mail.field(FieldName.LIST_UNSUBSCRIBE);
    }
    return mail.has(FieldName.LIST_ID) ? listName() : text.phrase(MachinePhrase.BULK);
  }

  private static MessageClass of(Kind kind, String rule, String evidence, double confidence) {
    return new MessageClass(kind, Conclusion.of(rule, evidence, confidence), null);
  }
}
