// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The inbound address of a message, as the address book described it at the time of receipt.
 *
 * @param channel the kind of source, in the terms of the host, such as a form, a sales alias or a support mailbox
 * @param campaign the campaign of the address, {@code ""} for none
 * @param product the product line, {@code ""} for none
 * @param partner the partner who referred the lead, {@code ""} for none
 * @param address the inbound address, {@code ""} if the message did not show one
 * @param reason {@link #KNOWN} or {@link #UNKNOWN_ADDRESS}
 */
public record Source(
    String channel,
    String campaign,
    String product,
    String partner,
    String address,
    String reason) {

  /** The address is in the address book. */
  public static final String KNOWN = "KNOWN";

  /** The address is not in the address book. */
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
