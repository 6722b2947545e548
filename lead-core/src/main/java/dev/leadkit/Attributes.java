// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/**
 * Names of the {@link Enrichment#attributes() attributes} that leadkit itself reads. An enricher may use any other name too.
 *
 * <p>Where several enrichers answer with the same name, the first of them by enricher name that has a value counts.
 */
public final class Attributes {

  /** The telephone number of the prospect, in any notation; conditions read its country as {@code sender.calling_code}. */
  public static final String PHONE = "phone";

  /**
   * The language of the prospect as a tag (RFC 5646) such as {@code de} or {@code en-GB}; read as {@code sender.language} where the message
   * itself names none.
   */
  public static final String LANGUAGE = "language";

  /** Whether the prospect agreed to be contacted: the name of a {@link Consent}, in any case; read as {@code sender.consent}. */
  public static final String CONSENT = "consent";

  /** The person in charge of the account, by the name under which the policy's {@code people} has them; read by the route table. */
  public static final String OWNER = "owner";

  private Attributes() {}
}
