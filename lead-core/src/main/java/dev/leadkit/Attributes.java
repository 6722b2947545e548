// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/**
 * The names of the {@link Enrichment#attributes() attributes} that leadkit reads. An enricher may use other names too.
 *
 * <p>If several enrichers have an attribute, that of the first enricher by name that has a value counts.
 */
public final class Attributes {

  /** The telephone number of the prospect, in any notation; conditions read its country as {@code sender.calling_code}. */
  public static final String PHONE = "phone";

  /**
   * The language of the prospect as a tag (RFC 5646) such as {@code de} or {@code en-GB}; conditions read it as {@code sender.language} if the
   * message does not declare one.
   */
  public static final String LANGUAGE = "language";

  /** Whether the prospect agreed to be contacted: the name of a {@link Consent} in any case; conditions read it as {@code sender.consent}. */
  public static final String CONSENT = "consent";

  /** The person in charge of the account, by their name in {@code people} of the policy; the route table reads it. */
  public static final String OWNER = "owner";

  private Attributes() {}
}
