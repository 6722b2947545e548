// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.Security;
import dev.leadkit.authentication.dns.DnsBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Validates the Authenticated Received Chain of a mail (RFC 8617 §5.2): its structure, the newest message signature, every seal. Nothing in
 * a mail or in the DNS makes it throw. Stateless.
 */
public final class ArcVerifier {

  /** The most sets of a chain (RFC 8617 §4.2.1). */
  public static final int MAX_INSTANCES = 50;
  /** The most octets of all fields of a chain, since each seal signs all sets below it. */
  public static final int MAX_CHAIN = 1 << 18;

  private static final String RESULTS = "arc-authentication-results";
  private static final String SIGNATURE = "arc-message-signature";
  private static final String SEAL = "arc-seal";
  /** {@code arc_info} (§4.1.1): {@code i=} and a semicolon before the results. */
  private static final Pattern RESULTS_INSTANCE =
      Pattern.compile("\\s*i\\s*=\\s*([0-9]{1,2})\\s*;(.*)", Pattern.DOTALL);

  /** A set while it is read: the places of its fields, -1 for one that is missing. */
  private static final class Links {
    private int results = -1;
    private int signature = -1;
    private int seal = -1;
    private String reported = "";
  }

  private final RawMail mail;
  private final DnsBudget dns;
  private final TreeMap<Integer, Links> chain = new TreeMap<>();

  private ArcVerifier(RawMail mail, DnsBudget dns) {
    this.mail = mail;
    this.dns = dns;
  }

  /** Validates the chain. */
  public static ArcResult verify(RawMail mail, DnsBudget dns) {
    return new ArcVerifier(mail, dns).validate();
  }

  private ArcResult validate() {
    int fields = mail.places(RESULTS).size()
        + mail.places(SIGNATURE).size()
        + mail.places(SEAL).size();
    if (fields == 0) {
      return new ArcResult(Security.Result.NONE, List.of(), "no ARC fields");
    }
    try {
      collect();
      requireStructure();
      validateNewestSignature();
      List<ArcSet> sets = new ArrayList<>();
      for (int instance = chain.lastKey(); instance >= 1; instance--) {
        sets.add(0, validateSeal(instance));
      }
      return new ArcResult(Security.Result.PASS, sets, "");
    } catch (DkimError e) {
      boolean temporary = e.result() == Security.Result.TEMPERROR;
      return new ArcResult(
          temporary ? Security.Result.TEMPERROR : Security.Result.FAIL, List.of(), e.reason());
    }
  }

  /** Step 1: the sets by their instance. */
  private void collect() throws DkimError {
    long size = 0;
    for (int place : mail.places(RESULTS)) {
      Matcher matcher = RESULTS_INSTANCE.matcher(mail.field(place).value());
      if (!matcher.matches()) {
        throw DkimError.fail("ARC-Authentication-Results without i=");
      }
      Links links = links(Integer.parseInt(matcher.group(1)));
      links.results = unique(links.results, place);
      links.reported = matcher.group(2).replace("\r\n", "").strip();
      size += mail.field(place).raw().length();
    }
    for (int place : mail.places(SIGNATURE)) {
      Links links = links(instance(place));
      links.signature = unique(links.signature, place);
      size += mail.field(place).raw().length();
    }
    for (int place : mail.places(SEAL)) {
      Links links = links(instance(place));
      links.seal = unique(links.seal, place);
      size += mail.field(place).raw().length();
    }
    if (size > MAX_CHAIN || mail.isOversized()) {
      throw DkimError.fail("chain of more than " + MAX_CHAIN + " octets");
    }
  }

  private int instance(int place) throws DkimError {
    long instance = SignatureTags.number(tags(place), "i");
    return instance > MAX_INSTANCES ? 0 : (int) instance;
  }

  private Links links(int instance) throws DkimError {
    if (instance < 1 || instance > MAX_INSTANCES) {
      throw DkimError.fail("instance out of 1 to " + MAX_INSTANCES);
    }
    return chain.computeIfAbsent(instance, key -> new Links());
  }

  /** A set of a chain without a gap. */
  private Links set(int instance) {
    return Objects.requireNonNull(chain.get(instance), "set");
  }

  private static int unique(int before, int place) throws DkimError {
    if (before >= 0) {
      throw DkimError.fail("two fields of one kind with the same instance");
    }
    return place;
  }

  /** Steps 2 and 3: no gap, each set complete, {@code cv=} none in the first and pass in the others. */
  private void requireStructure() throws DkimError {
    int expected = 1;
    for (var each : chain.entrySet()) {
      Links links = each.getValue();
      if (each.getKey() != expected++) {
        throw DkimError.fail("the chain has a gap");
      }
      if (links.results < 0 || links.signature < 0 || links.seal < 0) {
        throw DkimError.fail("set " + each.getKey() + " is not complete");
      }
    }
    for (int instance = chain.lastKey(); instance >= 1; instance--) {
      String cv = tags(set(instance).seal).require("cv");
      if (cv.equals("fail")) {
        throw DkimError.fail("set " + instance + " says that the chain failed before");
      }
      if (!cv.equals(instance == 1 ? "none" : "pass")) {
        throw DkimError.fail("set " + instance + " has an impossible cv=");
      }
    }
  }

  /** Step 4: older signatures need not hold any more; their seals say that they did. */
  private void validateNewestSignature() throws DkimError {
    int place = chain.lastEntry().getValue().signature;
    TagList list = tags(place);
    SignatureTags tags = SignatureTags.parse(list, mail.field(place).value());
    if (list.has("v")) {
      throw DkimError.fail("ARC-Message-Signature with v=");
    }
    if (tags.signed().contains(SEAL)) {
      throw DkimError.fail("ARC-Message-Signature signs ARC-Seal (RFC 8617 §4.1.2)");
    }
    SignatureCheck check = new SignatureCheck(mail);
    KeyRecord key = KeyRecord.lookUp(tags.selector(), tags.domain(), tags.algorithm(), dns);
    check.requireBody(tags);
    check.requireHeader(tags, place, key);
  }

  /** Step 5: a seal signs all sets up to its own, relaxed, in the order of §5.1.1. */
  private ArcSet validateSeal(int instance) throws DkimError {
    Links own = set(instance);
    String value = mail.field(own.seal).value();
    TagList tags = TagList.parse(value);
    if (tags.has("h")) {
      throw DkimError.fail("ARC-Seal with h= (RFC 8617 §4.1.3)");
    }
    SignatureTags.number(tags, "t");
    String domain = SignatureTags.domain(tags, "d");
    SignatureAlgorithm algorithm = SignatureAlgorithm.named(tags.require("a"));
    byte[] signature = SignatureTags.base64("b", tags.require("b"));
    KeyRecord key = KeyRecord.lookUp(SignatureTags.domain(tags, "s"), domain, algorithm, dns);
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= instance; i++) {
      Links links = set(i);
      text.append(relaxed(links.results))
          .append("\r\n")
          .append(relaxed(links.signature))
          .append("\r\n");
      text.append(i < instance ? relaxed(links.seal) + "\r\n" : "");
    }
    text.append(Canonicalization.RELAXED.field("arc-seal:" + tags.without("b", value)));
    if (!algorithm.verifies(text.toString(), signature, key.key())) {
      throw DkimError.fail("seal " + instance + " does not fit the chain and its key");
    }
    return new ArcSet(instance, domain, own.reported);
  }

  private String relaxed(int place) {
    return Canonicalization.RELAXED.field(mail.field(place).raw());
  }

  private TagList tags(int place) throws DkimError {
    return TagList.parse(mail.field(place).value());
  }
}
