// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * Where a message came in, as the address book had it at that moment.
 *
 * @param channel the kind of entry: a form, a sales alias, a partner, a support mailbox; the host's own word
 * @param campaign the campaign that the address was given to, {@code ""} for none
 * @param product the product line, {@code ""} for none
 * @param partner the partner who refers, {@code ""} for none
 * @param address the inbound address itself, {@code ""} where the message did not show one
 * @param reason why this source: {@link #KNOWN} or {@link #UNKNOWN_ADDRESS}
 */
public record Source(
    String channel,
    String campaign,
    String product,
    String partner,
    String address,
    String reason) {

  /** The address stands in the book. */
  public static final String KNOWN = "KNOWN";

  /** Nobody gave this address out: the catch-all took it. */
  public static final String UNKNOWN_ADDRESS = "UNKNOWN_ADDRESS";

  public Source {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(campaign, "campaign");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(partner, "partner");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(reason, "reason");
    address = Address.normalize(address);
  }

  /**
   * An entry of the address book with a channel and an address only.
   *
   * @throws IllegalArgumentException if the channel is an address: the arguments are swapped
   */
  public static Source of(String channel, String address) {
    if (Objects.requireNonNull(channel, "channel").indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "channel: expected the kind of source, got an address; the channel is the first argument");
    }
    return new Source(channel, "", "", "", address, KNOWN);
  }

  /** The source of a message to an address that is not in the address book. */
  public static Source unknown(String address) {
    return new Source("", "", "", "", address, UNKNOWN_ADDRESS);
  }
}
