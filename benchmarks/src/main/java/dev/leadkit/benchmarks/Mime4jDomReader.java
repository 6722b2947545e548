// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Address;
import dev.leadkit.Header;
import dev.leadkit.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

/** Apache James Mime4J, the tree of objects, without its limits. */
final class Mime4jDomReader implements ComparedReader<PlainMail> {

  @Override
  public PlainMail read(RawMessage raw, Contents contents) throws IOException {
    var builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
    builder.setDecodeMonitor(DecodeMonitor.SILENT);
    Message message = builder.parseMessage(new ByteArrayInputStream(raw.bytes()));
    var mail = new PlainMail.Builder();
    for (Field field : message.getHeader().getFields()) {
      mail.header.add(new Header(field.getName(), field.getBody()));
    }
    mail.from = message.getFrom() == null || message.getFrom().isEmpty()
        ? Address.UNKNOWN
        : address(message.getFrom().get(0));
    mail.to = addresses(message.getTo());
    mail.cc = addresses(message.getCc());
    mail.replyTo = addresses(message.getReplyTo());
    mail.subject = text(message.getSubject());
    Date date = message.getDate();
    mail.date = date == null ? null : date.toInstant();
    mail.messageId = text(message.getMessageId());
    part(message, mail, contents);
    message.dispose();
    return mail.build();
  }

  static List<Address> addresses(@Nullable AddressList list) {
    var addresses = new ArrayList<Address>();
    if (list != null) {
      for (Mailbox mailbox : list.flatten()) {
        addresses.add(address(mailbox));
      }
    }
    return addresses;
  }

  static Address address(Mailbox mailbox) {
    return new Address(mailbox.getAddress(), text(mailbox.getName()));
  }

  private void part(Entity entity, PlainMail.Builder mail, Contents contents) throws IOException {
    Body body = entity.getBody();
    String type = entity.getMimeType();
    if (body instanceof Multipart parts) {
      for (Entity part : parts.getBodyParts()) {
        part(part, mail, contents);
      }
    } else if (body instanceof TextBody text && isBody(entity, type, mail)) {
      mail.body(type, Mime4jStreamReader.read(text.getReader()));
    } else if (body instanceof SingleBody single) {
      mail.attachments.add(new PlainMail.Part(
          text(entity.getFilename()), type, contents.put(single.getInputStream())));
    } else if (body instanceof Message inner) {
      mail.attachments.add(new PlainMail.Part(
          text(entity.getFilename()),
          type,
          contents.put(new ByteArrayInputStream(DefaultMessageWriter.asBytes(inner)))));
    }
  }

  private static boolean isBody(Entity entity, String type, PlainMail.Builder mail) {
    return (type.equals("text/plain") || type.equals("text/html"))
        && !"attachment".equalsIgnoreCase(entity.getDispositionType())
        && (mail.isEmpty() || entity.getFilename() == null);
  }

  static String text(@Nullable String text) {
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
