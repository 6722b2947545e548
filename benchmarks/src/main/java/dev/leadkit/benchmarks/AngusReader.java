// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Address;
import dev.leadkit.RawMessage;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Jakarta Mail as Angus implements it, lenient about addresses; attachments are never held as a whole. */
final class AngusReader implements ComparedReader<PlainMail> {

  private static final Session SESSION = session();

  private static Session session() {
    var properties = new Properties();
    properties.setProperty("mail.mime.address.strict", "false");
    return Session.getInstance(properties);
  }

  @Override
  public PlainMail read(RawMessage raw, Contents contents) throws MessagingException, IOException {
    var message = new MimeMessage(SESSION, fromHeader(raw.bytes()));
    var mail = new PlainMail.Builder();
    for (Header field : Collections.list(message.getAllHeaders())) {
      mail.header.add(
          new dev.leadkit.Header(field.getName(), MimeUtility.unfold(field.getValue())));
    }
    List<Address> from = addresses(message, "From");
    mail.from = from.isEmpty() ? Address.UNKNOWN : from.get(0);
    mail.to = addresses(message, RecipientType.TO.toString());
    mail.cc = addresses(message, RecipientType.CC.toString());
    mail.replyTo = addresses(message, "Reply-To");
    mail.subject = text(message.getSubject());
    Date date = message.getSentDate();
    mail.date = date == null ? null : date.toInstant();
    mail.messageId = text(message.getMessageID());
    part(message, mail, contents);
    return mail.build();
  }

  /** Skips the From-line of a mailbox, which is not part of the mail: here it would be a field without a name. */
  private static SharedByteArrayInputStream fromHeader(byte[] bytes) {
    int start = 0;
    if (bytes.length > 5 && bytes[0] == 'F' && bytes[4] == ' ') {
      while (start < bytes.length && bytes[start] != '\n') {
        start++;
      }
      start++;
    }
    return new SharedByteArrayInputStream(bytes, start, bytes.length - start);
  }

  private static List<Address> addresses(MimeMessage message, String name)
      throws MessagingException {
    String field = message.getHeader(name, ",");
    if (field == null) {
      return List.of();
    }
    var addresses = new ArrayList<Address>();
    try {
      for (InternetAddress address : InternetAddress.parseHeader(field, false)) {
        if (address.isGroup()) {
          for (InternetAddress member : address.getGroup(false)) {
            addresses.add(address(member));
          }
        } else {
          addresses.add(address(address));
        }
      }
    } catch (AddressException e) {
      return List.of(); // even lenient it refuses some
    }
    return addresses;
  }

  private static Address address(InternetAddress address) {
    return new Address(text(address.getAddress()), text(address.getPersonal()));
  }

  private void part(Part part, PlainMail.Builder mail, Contents contents)
      throws MessagingException, IOException {
    String type = type(part);
    if (type.startsWith("multipart/") && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        part(parts.getBodyPart(i), mail, contents);
      }
    } else if (isBody(part, type, mail)) {
      mail.body(type, body(part));
    } else {
      mail.attachments.add(
          new PlainMail.Part(text(part.getFileName()), type, contents.put(part.getInputStream())));
    }
  }

  private static boolean isBody(Part part, String type, PlainMail.Builder mail)
      throws MessagingException {
    return (type.equals("text/plain") || type.equals("text/html"))
        && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
        && (mail.isEmpty() || part.getFileName() == null);
  }

  private static String type(Part part) throws MessagingException {
    try {
      return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
    } catch (ParseException e) {
      return "text/plain";
    }
  }

  private static String body(Part part) throws MessagingException, IOException {
    try {
      if (part.getContent() instanceof String text) {
        return text;
      }
    } catch (UnsupportedEncodingException e) {
      // a charset that the JDK does not know, or not by this name
    }
    return new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public byte[] json(PlainMail mail) throws IOException {
    return PlainJson.write(mail);
  }

  @Override
  public PlainMail plain(PlainMail mail) {
    return mail;
  }
}
