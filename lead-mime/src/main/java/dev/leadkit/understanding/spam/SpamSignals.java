// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.spam;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.Defect;
import dev.leadkit.FormField;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.Security;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds signs of spam in a message. Each is a conclusion whose rule is the name of the sign and whose confidence is its weight: how probable
 * spam is if nothing else were known. A pure function of the message.
 */
public final class SpamSignals {

  /** A trusted host found that the domain of the author disowns the message. */
  public static final String DMARC_FAIL = "dmarc_fail";

  /** A trusted host found that the sending host is not one of the author's domain, and no signature outweighs it. */
  public static final String SPF_FAIL = "spf_fail";

  /** A field of a form is filled in that people do not see. */
  public static final String HONEYPOT = "honeypot_field";

  /** A form was filled in faster than a person can. */
  public static final String TIME_TRAP = "time_trap";

  /** The sender uses a mailbox that exists for minutes. */
  public static final String DISPOSABLE = "disposable_domain";

  /** The domain of the sender looks like that of the recipient and is another one. */
  public static final String LOOK_ALIKE = "look_alike_domain";

  /** The name of the sender is an address or a domain other than the sender's. */
  public static final String NAME_SPOOFING = "display_name_spoofing";

  /** Words mix letters of several scripts that look alike, or contain invisible characters. */
  public static final String CHARSET_TRICKS = "charset_tricks";

  /** The HTML contains text that is not shown. */
  public static final String HIDDEN_TEXT = "hidden_text";

  /** A link shows another address than the one it leads to. */
  public static final String DECEPTIVE_LINK = "deceptive_link";

  /** A link leads to a numeric address. */
  public static final String NUMERIC_LINK = "numeric_link";

  /** A link leads through a service that hides its target. */
  public static final String SHORTENED_LINK = "shortened_link";

  private static final int MIN_HIDDEN = 200;
  private static final int MIN_TRICKS = 2;
  private static final int MIN_SECONDS = 3;
  private static final Set<String> SHORTENERS = Set.of(
      "bit.ly",
      "tinyurl.com",
      "goo.gl",
      "t.co",
      "is.gd",
      "ow.ly",
      "buff.ly",
      "cutt.ly",
      "rebrand.ly",
      "shorturl.at",
      "rb.gy",
      "t.ly",
      "s.id",
      "v.gd");

  private final Message message;
  private final List<Conclusion> signals = new ArrayList<>(0);

  private SpamSignals(Message message) {
    this.message = message;
  }

  /** The signs in a message, each once, with its heaviest evidence. */
  public static List<Conclusion> find(Message message) {
    SpamSignals found = new SpamSignals(Objects.requireNonNull(message, "message"));
    found.authentication();
    found.form();
    found.sender();
    found.text();
    found.links();
    return List.copyOf(found.signals);
  }

  private void add(String name, String evidence, double weight) {
    if (signals.stream().noneMatch(signal -> signal.rule().equals(name))) {
      signals.add(Conclusion.of(name, evidence, weight));
    }
  }

  private void authentication() {
    Security security = message.security();
    if (security.dmarc() == Security.Result.FAIL) {
      add(DMARC_FAIL, message.from().domain(), 0.6);
    } else if (security.spf() == Security.Result.FAIL
        && security.dkim() != Security.Result.PASS
        && security.dmarc() != Security.Result.PASS) {
      add(SPF_FAIL, message.from().domain(), 0.3);
    }
  }

  private void form() {
    for (FormField field : message.understanding().fields()) {
      String kind = FormTraps.kind(field.label());
      String value = field.value().strip();
      if (kind.equals(FormTraps.HONEYPOT) && !value.isEmpty()) {
        add(HONEYPOT, field.label() + ": " + value, 0.95);
      } else if (kind.equals(FormTraps.SECONDS) && isFast(value)) {
        add(TIME_TRAP, field.label() + ": " + value, 0.8);
      }
    }
  }

  private static boolean isFast(String value) {
    int end = 0;
    while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
      end++;
    }
    return end > 0 && end <= 4 && Integer.parseInt(value.substring(0, end)) < MIN_SECONDS;
  }

  private void sender() {
    Set<String> domains = new LinkedHashSet<>();
    domains.add(domain(message.from()));
    message.replyTo().forEach(address -> domains.add(domain(address)));
    String entered = message.understanding().field("email");
    domains.add(entered.substring(entered.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    domains.remove("");
    for (String domain : domains) {
      if (DisposableDomains.contains(domain)) {
        add(DISPOSABLE, domain, 0.6);
      }
    }
    for (Address recipient : message.to()) {
      String ours = domain(recipient);
      for (String domain : domains) {
        if (LookAlike.isLookAlike(domain, ours)) {
          add(LOOK_ALIKE, domain + " for " + ours, 0.8);
        }
      }
      String name = message.from().name().toLowerCase(Locale.ROOT);
      boolean named = ours.indexOf('.') > 2
          && name.contains(ours)
          && !domain(message.from()).endsWith(ours);
      if (named && message.kind() != MessageClass.Kind.FORM) {
        add(NAME_SPOOFING, message.from().name(), 0.6);
      }
    }
    for (Defect defect : message.defects()) {
      if (defect.code() == Defect.Code.ADDRESS_IN_NAME) {
        add(NAME_SPOOFING, message.from().name(), 0.5);
      }
    }
  }

  private static String domain(Address address) {
    return address.domain().toLowerCase(Locale.ROOT);
  }

  private void text() {
    String tricks = LookAlike.tricks(message.subject() + "\n" + message.visibleText(), MIN_TRICKS);
    if (!tricks.isEmpty()) {
      add(CHARSET_TRICKS, tricks, 0.6);
    }
    String hidden = message.hiddenText().strip();
    if (hidden.length() >= MIN_HIDDEN) {
      add(HIDDEN_TEXT, hidden, 0.3);
    }
  }

  private void links() {
    for (Link link : message.links()) {
      String host = host(link.target());
      if (host == null) {
        continue;
      }
      if (isNumeric(host)) {
        add(NUMERIC_LINK, link.target(), 0.5);
      } else if (SHORTENERS.contains(host)) {
        add(SHORTENED_LINK, link.target(), 0.05);
      }
      String shown = shownHost(link.text());
      if (!shown.isEmpty() && !related(shown, host)) {
        add(DECEPTIVE_LINK, shown + " leads to " + host, 0.35);
      }
    }
  }

  /** The host of an address of the Web in lower case, null if it is not one. */
  private static @Nullable String host(String target) {
    String lower = target.strip().toLowerCase(Locale.ROOT);
    int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (start < 0) {
      return null;
    }
    int end = start;
    while (end < lower.length() && "/?#:\\".indexOf(lower.charAt(end)) < 0) {
      end++;
    }
    String authority = lower.substring(start, end);
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return host.startsWith("www.") ? host.substring(4) : host;
  }

  /** The host in a text that is nothing but an address, {@code ""} if it is not. */
  private static String shownHost(String text) {
    String shown = text.strip().toLowerCase(Locale.ROOT);
    if (shown.indexOf(' ') >= 0 || shown.indexOf('@') >= 0 || shown.indexOf('.') < 0) {
      return "";
    }
    boolean isAddress = shown.startsWith("http") || shown.startsWith("www.");
    String host = host(shown.startsWith("http") ? shown : "http://" + shown);
    return isAddress && host != null ? host : "";
  }

  private static boolean related(String one, String other) {
    return one.equals(other) || site(one).equals(site(other));
  }

  /** The last two labels: a difference below them is not called deceptive. */
  private static String site(String host) {
    int last = host.lastIndexOf('.');
    int before = host.lastIndexOf('.', last - 1);
    return before < 0 ? host : host.substring(before + 1);
  }

  private static boolean isNumeric(String host) {
    return !host.isEmpty()
        && host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
        && host.indexOf('.') > 0;
  }
}
