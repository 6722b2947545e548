// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import dev.leadkit.authentication.dns.IpAddress;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A mechanism (RFC 7208 §5). A {@code domain} of null means the current domain. */
sealed interface Mechanism {

  /** {@code all} (§5.1). */
  record All() implements Mechanism {}

  /** {@code include} (§5.2). */
  record Include(MacroString domain) implements Mechanism {}

  /** {@code a} (§5.3). */
  record A(@Nullable MacroString domain, DualCidr cidr) implements Mechanism {}

  /** {@code mx} (§5.4). */
  record Mx(@Nullable MacroString domain, DualCidr cidr) implements Mechanism {}

  /** {@code ptr} (§5.5), which senders should not use. */
  record Ptr(@Nullable MacroString domain) implements Mechanism {}

  /** {@code ip4} and {@code ip6} (§5.6); {@code network} holds 4 or 16 octets. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ip(byte[] network, int prefix) implements Mechanism {
    boolean contains(InetAddress client) {
      return sharesPrefix(network, client.getAddress(), prefix);
    }
  }

  /** {@code exists} (§5.7). */
  record Exists(MacroString domain) implements Mechanism {}

  /** {@code dual-cidr-length} (§5.6): the prefix for addresses of each family. */
  record DualCidr(int ip4, int ip6) {
    static final DualCidr FULL = new DualCidr(32, 128);

    boolean matches(InetAddress host, InetAddress client) {
      byte[] octets = host.getAddress();
      return sharesPrefix(octets, client.getAddress(), octets.length == 4 ? ip4 : ip6);
    }
  }

  /** Whether two addresses are of one family and have this number of leading bits in common. */
  static boolean sharesPrefix(byte[] one, byte[] other, int bits) {
    if (one.length != other.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i & 7);
      if (((one[i >> 3] ^ other[i >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** {@code ip4-network [ip4-cidr-length]} or {@code ip6-network [ip6-cidr-length]}. */
  static Ip ip(String value, boolean ip6) throws SpfError {
    int slash = value.indexOf('/');
    String network = slash < 0 ? value : value.substring(0, slash);
    byte[] octets = ip6 ? IpAddress.ip6(network) : IpAddress.ip4(network);
    if (octets == null) {
      throw SpfError.permanent("invalid network '" + value + "'");
    }
    int most = 8 * octets.length;
    return new Ip(octets, slash < 0 ? most : prefix(value.substring(slash + 1), most));
  }

  /** A prefix length without leading zeros. */
  static int prefix(String text, int most) throws SpfError {
    boolean digits = !text.isEmpty()
        && text.length() <= 3
        && text.chars().allMatch(c -> Ascii.isDigit((char) c));
    if (!digits || text.length() > 1 && text.charAt(0) == '0' || Integer.parseInt(text) > most) {
      throw SpfError.permanent("invalid prefix length '/" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
