// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication;

import dev.leadkit.Security;
import dev.leadkit.authentication.dkim.ArcResult;
import dev.leadkit.authentication.dkim.DkimResult;
import dev.leadkit.authentication.dmarc.DmarcResult;
import dev.leadkit.authentication.dns.DomainName;
import dev.leadkit.authentication.spf.SpfResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What was found about the origin of a mail. Only {@link #dmarc} speaks of the address that a person reads: SPF and DKIM may have passed for
 * any other domain.
 *
 * @param dkim one result for each signature, from the top
 */
public record Authentication(
    SpfResult spf, List<DkimResult> dkim, DmarcResult dmarc, ArcResult arc) {

  /** {@code authserv-id} (RFC 8601 §2.2), as a dot-atom of ASCII. */
  private static final Pattern AUTHSERV_ID = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  /** A domain that can be written into a field as it is. */
  private static final Pattern PLAIN_DOMAIN = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  public Authentication {
    Objects.requireNonNull(spf, "spf");
    dkim = List.copyOf(Objects.requireNonNull(dkim, "dkim"));
    Objects.requireNonNull(dmarc, "dmarc");
    Objects.requireNonNull(arc, "arc");
  }

  /** The results as the core keeps them. Of several signatures one that holds for the whole mail counts, else the first. */
  public Security security() {
    return new Security(dkimResult(), spf.result(), dmarc.result());
  }

  private Security.Result dkimResult() {
    if (dkim.stream().anyMatch(DkimResult::isWholePass)) {
      return Security.Result.PASS;
    }
    // RFC 8601 §2.7.1: policy, where a signature holds, but something about it is not acceptable:
    // here the unsigned end of the body.
    return dkim.stream().anyMatch(DkimResult::isPass)
        ? Security.Result.POLICY
        : dkim.isEmpty() ? Security.Result.NONE : dkim.get(0).result();
  }

  /**
   * An Authentication-Results field (RFC 8601) with these results, folded, with CR LF at its end. It has domains but no addresses, and of a
   * stranger's text nothing that could end the field or begin another result.
   *
   * @param authservId the name of the host that verified; readers that trust this name will believe the field
   * @throws IllegalArgumentException if that is not the name of a host
   */
  public String field(String authservId) {
    if (!AUTHSERV_ID.matcher(authservId).matches()) {
      throw new IllegalArgumentException(
          "authservId: '" + authservId + "'; expected a host name such as mx.example.com");
    }
    StringBuilder field = new StringBuilder("Authentication-Results: ").append(authservId);
    String spfProperty = spf.identity() == SpfResult.Identity.HELO ? "smtp.helo" : "smtp.mailfrom";
    append(field, "spf", spf.result(), spfProperty, spf.domain());
    for (DkimResult each : dkim) {
      append(field, "dkim", reported(each), "header.d", each.domain());
    }
    if (dkim.isEmpty()) {
      append(field, "dkim", Security.Result.NONE, "header.d", "");
    }
    append(field, "dmarc", dmarc.result(), "header.from", dmarc.authorDomain());
    append(field, "arc", arc.result(), "header.d", "");
    return field.append("\r\n").toString();
  }

  private static Security.Result reported(DkimResult result) {
    return result.isPass() && !result.isWholePass() ? Security.Result.POLICY : result.result();
  }

  private static void append(
      StringBuilder field, String method, Security.Result result, String property, String domain) {
    field
        .append(";\r\n ")
        .append(method)
        .append('=')
        .append(result.name().toLowerCase(Locale.ROOT));
    if (domain.length() <= DomainName.MAX_LENGTH && PLAIN_DOMAIN.matcher(domain).matches()) {
      field.append(' ').append(property).append('=').append(domain);
    }
  }

  /** The mail with {@link #field} in front, above all fields that came with it. */
  public byte[] stamp(byte[] mail, String authservId) {
    byte[] field = field(authservId).getBytes(StandardCharsets.US_ASCII);
    byte[] stamped = Arrays.copyOf(field, field.length + mail.length);
    System.arraycopy(mail, 0, stamped, field.length, mail.length);
    return stamped;
  }
}
