// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Literal IP addresses. Nothing here asks the DNS, whatever the text is. */
public final class IpAddress {

  private IpAddress() {}

  /** The address of a dotted quad or of an IPv6 text form (RFC 4291 §2.2), without brackets or zone; null for anything else. */
  public static @Nullable InetAddress parse(String text) {
    byte[] bytes = text.indexOf(':') >= 0 ? ip6(text) : ip4(text);
    return bytes == null ? null : of(bytes);
  }

  /** The four octets of a dotted quad (RFC 7208 §5.6, ip4-network), or null. */
  public static byte @Nullable [] ip4(String text) {
    byte[] octets = new byte[4];
    int at = 0;
    for (int i = 0; i < 4; i++) {
      int end = i < 3 ? text.indexOf('.', at) : text.length();
      if (end < 0) {
        return null;
      }
      int octet = qnum(text.substring(at, end));
      if (octet < 0) {
        return null;
      }
      octets[i] = (byte) octet;
      at = end + 1;
    }
    return octets;
  }

  /** A number from 0 to 255 without leading zeros, or -1. */
  private static int qnum(String text) {
    if (text.isEmpty() || text.length() > 3 || text.length() > 1 && text.charAt(0) == '0') {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 255 ? value : -1;
  }

  /** The sixteen octets of an IPv6 address in one of the three text forms of RFC 4291 §2.2, or null. */
  public static byte @Nullable [] ip6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    byte[] head = gap == 0 ? new byte[0] : groups(text.substring(0, gap));
    String rest = text.substring(gap + 2);
    byte[] tail = rest.isEmpty() ? new byte[0] : groups(rest);
    if (head == null
        || tail == null
        || head.length + tail.length > 14
        || isQuadInFront(text, gap)) {
      return null;
    }
    byte[] octets = new byte[16];
    System.arraycopy(head, 0, octets, 0, head.length);
    System.arraycopy(tail, 0, octets, 16 - tail.length, tail.length);
    return octets;
  }

  private static boolean isQuadInFront(String text, int gap) {
    return text.lastIndexOf('.', gap) >= 0;
  }

  /** Groups of up to four hexadecimal digits between colons; the last may be a dotted quad. */
  private static byte @Nullable [] groups(String text) {
    if (text.length() > 45) {
      return null;
    }
    String[] groups = text.split(":", -1);
    byte[] octets = new byte[2 * groups.length + 2];
    int size = 0;
    for (int i = 0; i < groups.length; i++) {
      String group = groups[i];
      byte[] quad = i == groups.length - 1 ? ip4(group) : null;
      if (quad != null) {
        System.arraycopy(quad, 0, octets, size, 4);
        size += 4;
        continue;
      }
      int value = hex(group);
      if (value < 0) {
        return null;
      }
      octets[size++] = (byte) (value >> 8);
      octets[size++] = (byte) value;
    }
    return Arrays.copyOf(octets, size);
  }

  private static int hex(String group) {
    if (group.isEmpty() || group.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < group.length(); i++) {
      int digit = group.charAt(i) < 0x80 ? Character.digit(group.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  /** The address of these 4 or 16 octets. */
  public static InetAddress of(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("octets: " + octets.length + "; expected 4 or 16", e);
    }
  }

  /** The name under which the DNS keeps the PTR records of an address (RFC 1035 §3.5, RFC 3596 §2.5). */
  public static String reverseName(InetAddress address) {
    byte[] octets = address.getAddress();
    StringBuilder name = new StringBuilder();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xFF;
      if (octets.length == 4) {
        name.append(octet).append('.');
      } else {
        name.append(Character.forDigit(octet & 15, 16)).append('.');
        name.append(Character.forDigit(octet >> 4, 16)).append('.');
      }
    }
    return name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
  }

  /** The address as people write it; IPv6 in the canonical form of RFC 5952. */
  public static String text(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 4) {
      return (octets[0] & 0xFF) + "." + (octets[1] & 0xFF) + "." + (octets[2] & 0xFF) + "."
          + (octets[3] & 0xFF);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (octets[2 * i] & 0xFF) << 8 | octets[2 * i + 1] & 0xFF;
    }
    int gap = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > gapLength) {
        gap = i;
        gapLength = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
      }
    }
    return text.toString();
  }
}
