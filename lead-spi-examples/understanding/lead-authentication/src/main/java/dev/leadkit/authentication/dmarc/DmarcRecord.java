// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dmarc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A DMARC Policy Record (RFC 9989 §4.7). Unknown tags are kept and ignored; a tag whose value is invalid counts as absent.
 *
 * @param text the record as it is in the DNS
 * @param tags the tags by name in lower case, with their values as they were written; of a doubled tag the first
 * @param errors what is wrong with the record, in phrases; empty for a record as the standard wants it
 */
public record DmarcRecord(String text, Map<String, String> tags, List<String> errors) {

  /** Whether two domains align if their organizational domain is the same, or only if they are the same (§4.4). */
  public enum Alignment {
    RELAXED,
    STRICT
  }

  /** {@code psd=}: whether the domain is a public suffix domain, an organizational domain, or did not say. */
  enum PublicSuffix {
    YES,
    NO,
    UNKNOWN
  }

  /** {@code dmarc-version} (§4.8): the name in any case, the value exactly so. */
  private static final Pattern VERSION =
      Pattern.compile("[vV][ \\t]*=[ \\t]*DMARC1[ \\t]*(?:;.*)?", Pattern.DOTALL);
  /** {@code dmarc-uri}: a scheme and something after it. */
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s,;]+");

  private static final List<String> POLICIES = List.of("p", "sp", "np");

  public DmarcRecord {
    Objects.requireNonNull(text, "text");
    Map<String, String> copy = new LinkedHashMap<>();
    Objects.requireNonNull(tags, "tags")
        .forEach((name, value) ->
            copy.put(Objects.requireNonNull(name, "tags"), Objects.requireNonNull(value, "tags")));
    tags = Collections.unmodifiableMap(copy);
    errors = List.copyOf(Objects.requireNonNull(errors, "errors"));
  }

  /** Whether a TXT record is one of DMARC. */
  public static boolean isDmarc(String text) {
    return VERSION.matcher(text).matches();
  }

  /** Reads a record for which {@link #isDmarc} holds. */
  public static DmarcRecord parse(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    for (String each : text.split(";", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? "" : each.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty() && tags.putIfAbsent(name, each.substring(equals + 1).strip()) != null) {
        errors.add("tag " + name + " twice");
      } else if (name.isEmpty() && !each.isBlank()) {
        errors.add("'" + each.strip() + "' is not a tag");
      }
    }
    for (String each : POLICIES) {
      if (tags.containsKey(each) && DmarcPolicy.named(tags.get(each)) == null) {
        errors.add("unknown policy in " + each + "=");
      }
    }
    if (!tags.containsKey("p")) {
      errors.add("no tag p");
    }
    return new DmarcRecord(text, tags, errors);
  }

  /** Whether the record can be used: its policies are valid, or it asks for reports (RFC 9989 §4.10.1). */
  public boolean isUsable() {
    return hasValidPolicies() || hasReportUri();
  }

  private boolean hasValidPolicies() {
    return tags.containsKey("p")
        && POLICIES.stream().allMatch(each -> !tags.containsKey(each) || policy(each) != null);
  }

  private boolean hasReportUri() {
    for (String each : tags.getOrDefault("rua", "").split(",")) {
      if (URI.matcher(each.strip()).matches()) {
        return true;
      }
    }
    return false;
  }

  /** The policy for mail of the domain of the record itself. */
  DmarcPolicy ownPolicy() {
    DmarcPolicy own = policy("p");
    return own == null || !hasValidPolicies() ? DmarcPolicy.NONE : own;
  }

  /** The policy for mail of an existing domain below it: {@code sp}, else {@code p}. */
  DmarcPolicy subdomainPolicy() {
    DmarcPolicy below = policy("sp");
    return below == null || !hasValidPolicies() ? ownPolicy() : below;
  }

  /** The policy for mail of a domain below it that does not exist: {@code np}, else {@code sp}, else {@code p}. */
  DmarcPolicy nonExistentPolicy() {
    DmarcPolicy nowhere = policy("np");
    return nowhere == null || !hasValidPolicies() ? subdomainPolicy() : nowhere;
  }

  private @Nullable DmarcPolicy policy(String tag) {
    return DmarcPolicy.named(tags.getOrDefault(tag, ""));
  }

  /** {@code adkim} */
  public Alignment dkimAlignment() {
    return alignment("adkim");
  }

  /** {@code aspf} */
  public Alignment spfAlignment() {
    return alignment("aspf");
  }

  private Alignment alignment(String tag) {
    return tags.getOrDefault(tag, "").equalsIgnoreCase("s") ? Alignment.STRICT : Alignment.RELAXED;
  }

  /** Whether the domain is in test mode ({@code t=y}). */
  public boolean isTesting() {
    return tags.getOrDefault("t", "").equalsIgnoreCase("y");
  }

  PublicSuffix publicSuffix() {
    return switch (tags.getOrDefault("psd", "").toLowerCase(Locale.ROOT)) {
      case "y" -> PublicSuffix.YES;
      case "n" -> PublicSuffix.NO;
      default -> PublicSuffix.UNKNOWN;
    };
  }
}
