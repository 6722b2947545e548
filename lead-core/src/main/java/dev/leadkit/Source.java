// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The inbound address of a message, as the address book described it at the time of receipt. {@link #builder} makes one without positional
 * arguments.
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

  /**
   * A builder for an entry of the address book, without campaign, product and partner.
   *
   * @throws IllegalArgumentException if the channel is an address: the arguments are swapped
   */
  public static Builder builder(String channel, String address) {
    return new Builder(of(channel, address));
  }

  /** Builds a {@link Source}. The last call of each method counts. Used by one thread. */
  public static final class Builder {

    private final String channel;
    private final String address;
    private String campaign = "";
    private String product = "";
    private String partner = "";
    private String reason = KNOWN;

    private Builder(Source entry) {
      this.channel = entry.channel();
      this.address = entry.address();
    }

    /** Sets the campaign; by default {@code ""}: none. */
    public Builder campaign(String value) {
      campaign = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the product line; by default {@code ""}: none. */
    public Builder product(String value) {
      product = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the partner who referred the lead; by default {@code ""}: none. */
    public Builder partner(String value) {
      partner = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets why the address has this source; by default {@link Source#KNOWN}. */
    public Builder reason(String value) {
      reason = Objects.requireNonNull(value, "value");
      return this;
    }

    /** The source. */
    public Source build() {
      return new Source(channel, campaign, product, partner, address, reason);
    }
  }
}
