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

/**
 * A stream of MS-OXTNEF: its attributes and properties as ranges of it.
 *
 * <p>Of a damaged stream only the part before the damage is read: see {@link #isDamaged()}.
 */
final class Tnef {

  /** 0x223E9F78 in little-endian order (MS-OXTNEF §2.1.3.2). */
  private static final byte[] SIGNATURE = {0x78, (byte) 0x9F, 0x3E, 0x22};

  private static final int HEADER = 6;
  private static final int ATTRIBUTE_HEADER = 9;
  private static final int CHECKSUM = 2;
  private static final int LEVEL_MESSAGE = 1;
  private static final int LEVEL_ATTACHMENT = 2;

  /** Ids of attributes (MS-OXTNEF §2.1.3.3). */
  private static final int ATTRIBUTE_CODE_PAGE = 0x9007;

  static final int ATTRIBUTE_MESSAGE_CLASS = 0x8008;
  static final int ATTRIBUTE_SUBJECT = 0x8004;
  static final int ATTRIBUTE_BODY = 0x800C;
  static final int ATTRIBUTE_TITLE = 0x8010;
  static final int ATTRIBUTE_DATA = 0x800F;
  private static final int ATTRIBUTE_RENDERING = 0x9002;
  private static final int ATTRIBUTE_MESSAGE_PROPERTIES = 0x9003;
  private static final int ATTRIBUTE_ATTACHMENT_PROPERTIES = 0x9005;

  private static final Set<Integer> ATTRIBUTES = Set.of(
      ATTRIBUTE_CODE_PAGE,
      ATTRIBUTE_MESSAGE_CLASS,
      ATTRIBUTE_SUBJECT,
      ATTRIBUTE_BODY,
      ATTRIBUTE_TITLE,
      ATTRIBUTE_DATA);

  /** Ids of the properties of a mail (MS-OXPROPS). */
  static final int MESSAGE_CLASS = 0x001A;

  static final int SUBJECT = 0x0037;
  static final int TOPIC = 0x0070;
  static final int SENDER_NAME = 0x0C1A;
  static final int SENDER_EMAIL = 0x0C1F;
  static final int SENDER_SMTP = 0x5D01;
  static final int BODY = 0x1000;
  static final int HTML = 0x1013;
  static final int RTF = 0x1009;
  static final int INTERNET_CODE_PAGE = 0x3FDE;
  static final int NAME = 0x3001;
  static final int DATA = 0x3701;
  static final int FILENAME = 0x3704;
  static final int LONG_FILENAME = 0x3707;
  static final int MIME_TAG = 0x370E;
  static final int CONTENT_ID = 0x3712;
  static final int FLAGS = 0x3714;
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

  private static final Value NOTHING = new Value(PropertyList.NULL, ByteReader.EMPTY);

  /** The attributes and properties of the message or of one attachment. */
  static final class Part {

    private final Map<Integer, ByteReader> attributes = new HashMap<>();
    private final Map<Integer, Value> properties = new HashMap<>();

    /** The attribute, empty if there is none. */
    ByteReader attribute(int id) {
      return attributes.getOrDefault(id, ByteReader.EMPTY);
    }

    /** The property, an empty one if there is none. */
    Value property(int id) {
      return properties.getOrDefault(id, NOTHING);
    }

    /** The number in a property of four octets, 0 if there is none. */
    long number(int id) {
      ByteReader content = property(id).content();
      return content.length() == 4 ? content.unsignedInt(0) : 0;
    }

    /** Adds an attribute; false if it is damaged or not in the standard. */
    private boolean add(int id, ByteReader content) {
      if (id == ATTRIBUTE_MESSAGE_PROPERTIES || id == ATTRIBUTE_ATTACHMENT_PROPERTIES) {
        return PropertyList.read(content, PROPERTIES, properties);
      }
      if (ATTRIBUTES.contains(id)) {
        attributes.putIfAbsent(id, content);
      }
      return isKnown(id);
    }
  }

  /** Whether MS-OXTNEF §2.1.3.3 lists an attribute with this id. */
  private static boolean isKnown(int id) {
    return id <= 0x0009 && id != 0x0003 && id != 0x0004 && id != 0x0005
        || id >= 0x8000
            && id <= 0x8013
            && id != 0x8001
            && id != 0x8002
            && id != 0x8003
            && id != 0x800E
        || id == 0x8020
        || id >= 0x9001 && id <= 0x9007;
  }

  private final int mostAttachments;
  private final Part message = new Part();
  private final List<Part> attachments = new ArrayList<>();
  private boolean damaged;
  private boolean cut;

  private Tnef(int mostAttachments) {
    this.mostAttachments = mostAttachments;
  }

  static boolean isTnef(ByteReader content) {
    return content.startsWith(SIGNATURE);
  }

  /** Reads a stream that begins with the signature. */
  static Tnef of(ByteReader stream, int mostAttachments) {
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

  /** Whether some of the stream cannot be read or has a wrong checksum. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether there are more attachments than the limit. */
  boolean isCut() {
    return cut;
  }

  /** The charset of eight-bit texts: that of attOemCodepage (MS-OXTNEF §2.1.3.3.2). */
  Charset charset() {
    ByteReader codepage = message.attribute(ATTRIBUTE_CODE_PAGE);
    return CodePages.charset(codepage.length() >= 4 ? codepage.unsignedInt(0) : 0);
  }

  /** A property as text, {@code ""} if there is none. */
  String text(Part part, int id) {
    Value value = part.property(id);
    return switch (value.type()) {
      case PropertyList.UNICODE -> value.content().text(StandardCharsets.UTF_16LE);
      case PropertyList.STRING_8 -> value.content().text(charset());
      default -> "";
    };
  }

  /** An attribute as text, {@code ""} if there is none. */
  String attributeText(Part part, int id) {
    return part.attribute(id).text(charset());
  }

  private boolean read(ByteReader stream) {
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
      ByteReader content = stream.range(start, end);
      sound &= add(level, stream.unsignedShort(at + 1), content);
      if (stream.length() - end < CHECKSUM) {
        return false;
      }
      sound &= stream.unsignedShort(end) == content.checksum();
      at = end + CHECKSUM;
    }
    return sound;
  }

  private boolean add(int level, int id, ByteReader content) {
    if (level == LEVEL_MESSAGE) {
      return message.add(id, content);
    }
    if (cut) {
      return true;
    }
    if (attachments.isEmpty() || id == ATTRIBUTE_RENDERING) {
      if (attachments.size() == mostAttachments) {
        cut = true;
        return true;
      }
      attachments.add(new Part());
    }
    return attachments.get(attachments.size() - 1).add(id, content);
  }

  /** Whether only line breaks and zeros follow, which some gateways add. */
  private static boolean isBlank(ByteReader rest) {
    for (int i = 0; i < rest.length(); i++) {
      int octet = rest.octet(i);
      if (octet != '\r' && octet != '\n' && octet != 0) {
        return false;
      }
    }
    return true;
  }
}
