// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes streams of MS-OXTNEF for tests, by the letter of the standard. */
final class Winmail {

  static final byte[] MESSAGE_INTERFACE = {
    7, 3, 2, 0, 0, 0, 0, 0, (byte) 0xC0, 0, 0, 0, 0, 0, 0, 0x46
  };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<byte[]> properties = new ArrayList<>();

  Winmail() {
    out.writeBytes(octets(6).putInt(0x223E9F78).putShort((short) 1).array());
    attribute(1, 0x9006, 8, octets(4).putInt(0x10000).array());
  }

  /** A mail of these 8-bit texts' code page. */
  static Winmail mail(int codePage) {
    return new Winmail()
        .attribute(1, 0x9007, 6, octets(8).putInt(codePage).putInt(0).array())
        .attribute(1, 0x8008, 7, terminated("IPM.Microsoft Mail.Note", StandardCharsets.US_ASCII));
  }

  Winmail attribute(int level, int id, int type, byte[] data) {
    int sum = 0;
    for (byte octet : data) {
      sum += octet & 0xFF;
    }
    ByteBuffer head = octets(9).put((byte) level).putShort((short) id).putShort((short) type);
    out.writeBytes(head.putInt(data.length).array());
    out.writeBytes(data);
    out.writeBytes(octets(2).putShort((short) sum).array());
    return this;
  }

  Winmail subject(String subject) {
    return attribute(1, 0x8004, 1, terminated(subject, StandardCharsets.US_ASCII));
  }

  Winmail body(String text, Charset charset) {
    return attribute(1, 0x800C, 2, terminated(text, charset));
  }

  /** A property of the message or attachment for which {@link #properties} is called next. */
  Winmail text(int id, String value) {
    return sized(id, 0x1F, terminated(value, StandardCharsets.UTF_16LE));
  }

  Winmail text8(int id, String value, Charset charset) {
    return sized(id, 0x1E, terminated(value, charset));
  }

  Winmail binary(int id, byte[] value) {
    return sized(id, 0x102, value);
  }

  Winmail object(int id, byte[]... values) {
    var joined = new ByteArrayOutputStream();
    for (byte[] value : values) {
      joined.writeBytes(value);
    }
    return sized(id, 0x0D, joined.toByteArray());
  }

  Winmail number(int id, int value) {
    properties.add(
        octets(8).putShort((short) 3).putShort((short) id).putInt(value).array());
    return this;
  }

  Winmail flag(int id) {
    properties.add(
        octets(8).putShort((short) 0xB).putShort((short) id).putInt(1).array());
    return this;
  }

  /** One with a name of its own, by text. */
  Winmail named(String name, int value) {
    byte[] text = terminated(name, StandardCharsets.UTF_16LE);
    properties.add(octets(28 + padded(text.length) + 4)
        .putShort((short) 3)
        .putShort((short) 0x8001)
        .put(new byte[16])
        .putInt(1)
        .putInt(text.length)
        .put(text)
        .put(new byte[padded(text.length) - text.length])
        .putInt(value)
        .array());
    return this;
  }

  /** One of several numbers. */
  Winmail numbers(int id, int... values) {
    ByteBuffer several =
        octets(8 + 4 * values.length).putShort((short) 0x1003).putShort((short) id);
    several.putInt(values.length);
    for (int value : values) {
      several.putInt(value);
    }
    properties.add(several.array());
    return this;
  }

  Winmail raw(byte[] property) {
    properties.add(property);
    return this;
  }

  private Winmail sized(int id, int type, byte[] value) {
    properties.add(octets(12 + padded(value.length))
        .putShort((short) type)
        .putShort((short) id)
        .putInt(1)
        .putInt(value.length)
        .put(value)
        .array());
    return this;
  }

  /** Writes the properties so far as those of the message. */
  Winmail properties() {
    return attribute(1, 0x9003, 6, block());
  }

  /** An attachment with its short name, its content, and the properties so far. */
  Winmail attachment(String title, byte[] content) {
    attribute(2, 0x9002, 6, new byte[14]);
    attribute(2, 0x8010, 1, terminated(title, StandardCharsets.US_ASCII));
    attribute(2, 0x800F, 6, content);
    return properties.isEmpty() ? this : attribute(2, 0x9005, 6, block());
  }

  /** An attachment that is nothing but the properties so far. */
  Winmail attachment() {
    return attribute(2, 0x9002, 6, new byte[14]).attribute(2, 0x9005, 6, block());
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private byte[] block() {
    var block = new ByteArrayOutputStream();
    block.writeBytes(octets(4).putInt(properties.size()).array());
    properties.forEach(block::writeBytes);
    properties.clear();
    return block.toByteArray();
  }

  /** RTF as Outlook compresses it (MS-OXRTFCP), but without references to earlier text. */
  static byte[] packed(String rtf) {
    byte[] plain = rtf.getBytes(StandardCharsets.ISO_8859_1);
    var packed = new ByteArrayOutputStream();
    for (int i = 0; i < plain.length; i++) {
      if (i % 8 == 0) {
        packed.write(0);
      }
      packed.write(plain[i]);
    }
    return octets(16 + packed.size())
        .putInt(packed.size() + 12)
        .putInt(plain.length)
        .putInt(0x75465A4C)
        .putInt(0)
        .put(packed.toByteArray())
        .array();
  }

  static byte[] terminated(String text, Charset charset) {
    return (text + "\0").getBytes(charset);
  }

  static ByteBuffer octets(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }
}
