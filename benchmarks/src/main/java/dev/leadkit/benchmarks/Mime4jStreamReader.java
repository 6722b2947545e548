// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Header;
import dev.leadkit.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.address.MailboxList;
import org.apache.james.mime4j.dom.field.AddressListField;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.dom.field.MailboxListField;
import org.apache.james.mime4j.dom.field.ParsedField;
import org.apache.james.mime4j.dom.field.UnstructuredField;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.CharsetUtil;

/** Apache James Mime4J, the stream of tokens, without its limits: its fastest way. */
final class Mime4jStreamReader implements ComparedReader<PlainMail> {

  @Override
  public PlainMail read(RawMessage raw, Contents contents) throws MimeException, IOException {
    var tokens = new MimeTokenStream(
        MimeConfig.PERMISSIVE,
        DecodeMonitor.SILENT,
        new DefaultBodyDescriptorBuilder(
            null, LenientFieldParser.getParser(), DecodeMonitor.SILENT));
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(new ByteArrayInputStream(raw.bytes()));
    var mail = new PlainMail.Builder();
    int parts = 0;
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      if (state == EntityState.T_START_BODYPART) {
        parts++;
      } else if (state == EntityState.T_FIELD && parts == 0) {
        field(tokens.getField(), mail);
      } else if (state == EntityState.T_BODY) {
        body(tokens, mail, contents);
      }
    }
    return mail.build();
  }

  private static void field(Field field, PlainMail.Builder mail) throws MimeException {
    mail.header.add(new Header(field.getName(), field.getBody()));
    switch (field.getName().toLowerCase(Locale.ROOT)) {
      case "from" -> {
        MailboxList authors = ((MailboxListField) parsed(field)).getMailboxList();
        if (!mail.from.isKnown() && authors != null && !authors.isEmpty()) {
          Mailbox author = authors.get(0);
          mail.from = Mime4jDomReader.address(author);
        }
      }
      case "to" ->
        mail.to = Mime4jDomReader.addresses(((AddressListField) parsed(field)).getAddressList());
      case "cc" ->
        mail.cc = Mime4jDomReader.addresses(((AddressListField) parsed(field)).getAddressList());
      case "reply-to" ->
        mail.replyTo =
            Mime4jDomReader.addresses(((AddressListField) parsed(field)).getAddressList());
      case "subject" ->
        mail.subject = Mime4jDomReader.text(((UnstructuredField) parsed(field)).getValue());
      case "date" -> {
        Date date = ((DateTimeField) parsed(field)).getDate();
        mail.date = date == null ? null : date.toInstant();
      }
      case "message-id" -> mail.messageId = field.getBody().strip();
      default -> {
        // kept above, as text
      }
    }
  }

  private static ParsedField parsed(Field field) throws MimeException {
    return LenientFieldParser.getParser().parse(field, DecodeMonitor.SILENT);
  }

  private static void body(MimeTokenStream tokens, PlainMail.Builder mail, Contents contents)
      throws IOException {
    var descriptor = (MaximalBodyDescriptor) tokens.getBodyDescriptor();
    String type = descriptor.getMimeType();
    String name = descriptor.getContentDispositionFilename();
    if (name == null) {
      name = descriptor.getContentTypeParameters().get("name");
    }
    if ((name == null || mail.isEmpty())
        && (type.equals("text/plain") || type.equals("text/html"))
        && !"attachment".equalsIgnoreCase(descriptor.getContentDispositionType())) {
      mail.body(
          type,
          read(new InputStreamReader(
              tokens.getDecodedInputStream(), charset(descriptor.getCharset()))));
    } else {
      mail.attachments.add(new PlainMail.Part(
          Mime4jDomReader.text(name), type, contents.put(tokens.getDecodedInputStream())));
    }
  }

  private static Charset charset(String label) {
    Charset charset = CharsetUtil.lookup(label);
    return charset == null ? StandardCharsets.US_ASCII : charset;
  }

  static String read(Reader reader) throws IOException {
    var text = new StringWriter();
    reader.transferTo(text);
    return text.toString();
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
