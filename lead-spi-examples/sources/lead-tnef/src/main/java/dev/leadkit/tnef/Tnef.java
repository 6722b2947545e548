// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.tnef.PropertyList.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.hmef.attribute.TNEFProperty;
import org.apache.poi.hsmf.datatypes.MAPIProperty;

/**
 * One stream of MS-OXTNEF, taken apart into ranges of itself.
 *
 * <p>Of a damaged stream it is what stands before the damage: {@link #isDamaged()}.
 */
final class Tnef {

  /** 0x223E9F78, in little endian order (MS-OXTNEF §2.1.3.2). */
  private static final byte[] SIGNATURE = {0x78, (byte) 0x9F, 0x3E, 0x22};

  private static final int HEADER = 6;
  private static final int ATTRIBUTE_HEADER = 9;
  private static final int CHECKSUM = 2;
  private static final int LEVEL_MESSAGE = 1;
  private static final int LEVEL_ATTACHMENT = 2;

  private static final Set<Integer> ATTRIBUTES = Set.of(
      TNEFProperty.ID_OEMCODEPAGE.id,
      TNEFProperty.ID_MESSAGECLASS.id,
      TNEFProperty.ID_SUBJECT.id,
      TNEFProperty.ID_BODY.id,
      TNEFProperty.ID_ATTACHTITLE.id,
      TNEFProperty.ID_ATTACHDATA.id);

  /** MS-OXPROPS: what a mail is made of. */
  static final int MESSAGE_CLASS = MAPIProperty.MESSAGE_CLASS.id;

  static final int SUBJECT = MAPIProperty.SUBJECT.id;
  static final int TOPIC = MAPIProperty.CONVERSATION_TOPIC.id;
  static final int SENDER_NAME = MAPIProperty.SENDER_NAME.id;
  static final int SENDER_EMAIL = MAPIProperty.SENDER_EMAIL_ADDRESS.id;
  static final int SENDER_SMTP = 0x5D01;
  static final int BODY = MAPIProperty.BODY.id;
  static final int HTML = MAPIProperty.BODY_HTML.id;
  static final int RTF = MAPIProperty.RTF_COMPRESSED.id;
  static final int INTERNET_CODE_PAGE = MAPIProperty.INTERNET_CPID.id;
  static final int NAME = MAPIProperty.DISPLAY_NAME.id;
  static final int DATA = MAPIProperty.ATTACH_DATA.id;
  static final int FILENAME = MAPIProperty.ATTACH_FILENAME.id;
  static final int LONG_FILENAME = MAPIProperty.ATTACH_LONG_FILENAME.id;
  static final int MIME_TAG = MAPIProperty.ATTACH_MIME_TAG.id;
  static final int CONTENT_ID = MAPIProperty.ATTACH_CONTENT_ID.id;
  static final int FLAGS = MAPIProperty.ATTACH_FLAGS.id;
  static final int HIDDEN = 0x7FFE;

  private static final Set<Integer> PROPERTIES = Set.of(
      MESSAGE_CLASS,
      SUBJECT,
      TOPIC,
      SENDER_NAME,
      SENDER_EMAIL,
      SENDER_SMTP,
      BODY,
      HTML,
      RTF,
      INTERNET_CODE_PAGE,
      NAME,
      DATA,
      FILENAME,
      LONG_FILENAME,
      MIME_TAG,
      CONTENT_ID,
      FLAGS,
      HIDDEN);

  private static final Value NOTHING = new Value(PropertyList.NULL, Slice.EMPTY);

  /** Attributes and properties of the message, or of one attachment. */
  static final class Part {

    private final Map<Integer, Slice> attributes = new HashMap<>();
    private final Map<Integer, Value> properties = new HashMap<>();

    /** The attribute; empty where there is none. */
    Slice attribute(TNEFProperty property) {
      return attributes.getOrDefault(property.id, Slice.EMPTY);
    }

    /** The property; an empty one where there is none. */
    Value property(int id) {
      return properties.getOrDefault(id, NOTHING);
    }

    /** The number that a property of four octets holds, 0 where there is none. */
    long number(int id) {
      Slice content = property(id).content();
      return content.length() == 4 ? content.unsignedInt(0) : 0;
    }

    /** Whether it is an attribute that the standard knows, and sound. */
    private boolean add(int id, Slice content) {
      if (id == TNEFProperty.ID_MAPIPROPERTIES.id || id == TNEFProperty.ID_ATTACHMENT.id) {
        return PropertyList.read(content, PROPERTIES, properties);
      }
      if (ATTRIBUTES.contains(id)) {
        attributes.putIfAbsent(id, content);
      }
      return TNEFProperty.getBest(id, 0) != TNEFProperty.ID_UNKNOWN;
    }
  }

  private final int mostAttachments;
  private final Part message = new Part();
  private final List<Part> attachments = new ArrayList<>();
  private boolean damaged;
  private boolean cut;

  private Tnef(int mostAttachments) {
    this.mostAttachments = mostAttachments;
  }

  static boolean isTnef(Slice content) {
    return content.startsWith(SIGNATURE);
  }

  /** A stream that begins with the signature. */
  static Tnef of(Slice stream, int mostAttachments) {
    var tnef = new Tnef(mostAttachments);
    tnef.damaged = !tnef.read(stream);
    return tnef;
  }

  Part message() {
    return message;
  }

  List<Part> attachments() {
    return attachments;
  }

  /** Whether anything of it cannot be read, or is not what was written. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether there are more attachments than were asked for. */
  boolean isCut() {
    return cut;
  }

  /** The charset of texts in octets: that of attOemCodepage (MS-OXTNEF §2.1.3.3.2). */
  Charset charset() {
    Slice codepage = message.attribute(TNEFProperty.ID_OEMCODEPAGE);
    return CodePages.charset(codepage.length() >= 4 ? codepage.unsignedInt(0) : 0);
  }

  /** A property as text; {@code ""} where there is none. */
  String text(Part part, int id) {
    Value value = part.property(id);
    return switch (value.type()) {
      case PropertyList.UNICODE -> value.content().text(StandardCharsets.UTF_16LE);
      case PropertyList.STRING_8 -> value.content().text(charset());
      default -> "";
    };
  }

  /** An attribute as text; {@code ""} where there is none. */
  String text(Part part, TNEFProperty property) {
    return part.attribute(property).text(charset());
  }

  private boolean read(Slice stream) {
    boolean sound = stream.length() >= HEADER;
    int at = HEADER;
    while (at < stream.length()) {
      int level = stream.octet(at);
      if (level != LEVEL_MESSAGE && level != LEVEL_ATTACHMENT) {
        return sound && isBlank(stream.range(at, stream.length()));
      }
      long length = stream.length() - at < ATTRIBUTE_HEADER ? -1 : stream.unsignedInt(at + 5);
      int start = at + ATTRIBUTE_HEADER;
      if (length < 0 || length > stream.length() - start) {
        return false;
      }
      int end = start + (int) length;
      Slice content = stream.range(start, end);
      sound &= add(level, stream.unsignedShort(at + 1), content);
      if (stream.length() - end < CHECKSUM) {
        return false;
      }
      sound &= stream.unsignedShort(end) == content.checksum();
      at = end + CHECKSUM;
    }
    return sound;
  }

  private boolean add(int level, int id, Slice content) {
    if (level == LEVEL_MESSAGE) {
      return message.add(id, content);
    }
    if (cut) {
      return true;
    }
    if (attachments.isEmpty() || id == TNEFProperty.ID_ATTACHRENDERDATA.id) {
      if (attachments.size() == mostAttachments) {
        cut = true;
        return true;
      }
      attachments.add(new Part());
    }
    return attachments.get(attachments.size() - 1).add(id, content);
  }

  /** Whether only line ends and zeros follow, which some gateways add. */
  private static boolean isBlank(Slice rest) {
    for (int i = 0; i < rest.length(); i++) {
      int octet = rest.octet(i);
      if (octet != '\r' && octet != '\n' && octet != 0) {
        return false;
      }
    }
    return true;
  }
}
