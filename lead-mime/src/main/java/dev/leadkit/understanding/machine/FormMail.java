// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.mime.header.FieldName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes web forms and portals, and tells them from other programs. A program that names a person to answer to passes on what that person
 * entered; where there is a doubt, it is a form, since a form may be an enquiry.
 */
final class FormMail {

  private static final int MAX_LABEL = 40;
  private static final int MIN_FIELDS = 2;

  private final MailContent mail;
  private final PhraseHits subject;

  FormMail(MailContent mail, PhraseHits subject) {
    this.mail = mail;
    this.subject = subject;
  }

  /** The class of a form, null if the mail is none. */
  @Nullable
  MessageClass classify() {
    int known = 0;
    for (FormField field : mail.fields()) {
      known += field.name().isEmpty() || field.value().isBlank() ? 0 : 1;
    }
    if (known >= MIN_FIELDS) {
      return of("form-fields", mail.fields().get(0).label(), 0.95);
    }
    Address visitor = visitor();
    boolean program = isProgram();
    if (visitor != null && (program || isOwnSite())) {
      return of("reply-to-visitor", visitor.email(), program ? 0.9 : 0.7);
    }
    String label = program && !mail.has(FieldName.LIST_ID) ? label() : "";
    return label.isEmpty() ? null : of("labels-of-program", label, 0.8);
  }

  /** The class of a program that is not recognized as a form: about an order or account, or a form in case of doubt. Null for others. */
  @Nullable
  MessageClass classifyProgram() {
    boolean generated = isGenerated();
    boolean unread = SenderRole.isNoReply(mail.fromLocal());
    boolean system = SenderRole.isProgram(mail.fromLocal());
    if (!generated && !unread && !system) {
      return null;
    }
    if (subject.has(MachinePhrase.TRANSACTIONAL)) {
      return new MessageClass(
          Kind.TRANSACTIONAL, Conclusion.of("transactional-subject", mail.subject(), 0.9), null);
    }
    if (system || unread && !namesContact()) {
      return new MessageClass(
          Kind.TRANSACTIONAL,
          Conclusion.of("program-sender", mail.from().email(), system ? 0.8 : 0.6),
          null);
    }
    return of("program-with-contact", mail.from().email(), 0.5);
  }

  private boolean isGenerated() {
    return mail.keyword(FieldName.AUTO_SUBMITTED).startsWith("auto-");
  }

  private boolean isProgram() {
    String precedence = mail.keyword(FieldName.PRECEDENCE);
    String local = mail.fromLocal();
    return isGenerated()
        || precedence.equals("bulk")
        || precedence.equals("junk")
        || mail.has(FieldName.X_PHP_SCRIPT)
        || mail.hasNullReturnPath()
        || SenderRole.isForm(local)
        || SenderRole.isNoReply(local)
        || SenderRole.isProgram(local);
  }

  /** The person to answer to who is not the author, null if there is none. */
  private @Nullable Address visitor() {
    if (mail.has(FieldName.LIST_ID) || mail.has(FieldName.LIST_UNSUBSCRIBE)) {
      return null;
    }
    for (Address address : mail.replyTo()) {
      String email = address.email().toLowerCase(Locale.ROOT);
      int at = email.lastIndexOf('@');
      boolean other = at > 0
          && !email.equalsIgnoreCase(mail.from().email())
          && !address.domain().equalsIgnoreCase(mail.from().domain())
          && mail.to().stream().noneMatch(to -> to.domain().equalsIgnoreCase(address.domain()));
      if (other && !SenderRole.isNoReply(email.substring(0, at))) {
        return address;
      }
    }
    return null;
  }

  /** Whether the author belongs to the domain that the mail is addressed to: our own site writes to us. */
  private boolean isOwnSite() {
    String domain = mail.from().domain();
    return !domain.isEmpty()
        && mail.to().stream().anyMatch(to -> to.domain().equalsIgnoreCase(domain));
  }

  /**
   * The first of at least two lines with a label and a value, one of them with an address, {@code ""} if there are none. A label of one letter
   * ({@code e: kim@acme.example}) is of a signature.
   */
  private String label() {
    String first = "";
    int lines = 0;
    boolean contact = false;
    for (String line : (Iterable<String>) mail.ownText().lines()::iterator) {
      int colon = Math.max(line.indexOf(':'), line.indexOf('：'));
      if (colon <= 0 || colon > MAX_LABEL || line.startsWith("http") || line.startsWith(">")) {
        continue;
      }
      String value = line.substring(colon + 1).strip();
      boolean isAbbreviation =
          line.substring(0, colon).chars().filter(Character::isLetter).count() < 2;
      if (value.isEmpty() || value.startsWith("//") || isAbbreviation) {
        continue;
      }
      first = lines == 0 ? line.strip() : first;
      lines++;
      contact |= hasAddress(value);
    }
    return lines >= MIN_FIELDS && contact ? first : "";
  }

  private boolean namesContact() {
    return hasAddress(mail.ownText().replace(mail.from().email(), ""));
  }

  private static boolean hasAddress(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  private static MessageClass of(String rule, String evidence, double confidence) {
    return new MessageClass(Kind.FORM, Conclusion.of(rule, evidence, confidence), null);
  }
}
