// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Contact;
import dev.leadkit.Hash;
import dev.leadkit.Input;
import dev.leadkit.Lead;
import dev.leadkit.text.Domains;
import dev.leadkit.text.RegistrableDomain;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An experiment that divides companies among arms. The arm depends on salt, name and company alone, so it is the same on every machine at any
 * time.
 *
 * <p>The bucket, 0 to 99, is the first eight bytes of SHA-256 over {@code salt \n name \n unit} in UTF-8, as an unsigned number with the
 * highest byte first, modulo 100. The arms divide the buckets in their order.
 *
 * @param arms the share of each in percent, in order, 100 together
 * @param byContact domains whose mailboxes belong to people with nothing in common
 */
public record Experiment(
    String name, String salt, Map<String, Integer> arms, Set<String> byContact) {

  /** The beginning of the name of its field. */
  public static final String PREFIX = "experiment.";
  /** The number of buckets that the arms divide. */
  public static final int BUCKETS = 100;

  public Experiment {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(salt, "salt");
    arms = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(arms, "arms")));
    arms.forEach((arm, share) -> {
      Objects.requireNonNull(arm, "arms");
      Objects.requireNonNull(share, "arms");
    });
    byContact = Set.copyOf(Objects.requireNonNull(byContact, "byContact"));
  }

  /** The name of the field that conditions read. */
  public String field() {
    return PREFIX + name;
  }

  /** The arm of a lead, with its bucket as the reason. */
  public Input input(Lead lead) {
    int bucket = bucket(unit(lead));
    return new Input(PREFIX + name, arm(bucket), "bucket " + bucket + " of " + BUCKETS);
  }

  /** The unit of division: a registrable domain, a mailbox if its domain is shared by strangers, a lead without an address. */
  String unit(Lead lead) {
    Contact contact = lead.contact();
    String domain = Domains.normal(contact.address().domain());
    if (!domain.isEmpty() && Domains.match(domain, byContact).isEmpty()) {
      return RegistrableDomain.of(domain);
    }
    return contact.address().isKnown() ? contact.address().email() : lead.id().value();
  }

  int bucket(String unit) {
    byte[] digest =
        Hash.sha256((salt + "\n" + name + "\n" + unit).getBytes(StandardCharsets.UTF_8));
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), BUCKETS);
  }

  String arm(int bucket) {
    int end = 0;
    String last = "";
    for (Map.Entry<String, Integer> arm : arms.entrySet()) {
      end += arm.getValue();
      last = arm.getKey();
      if (bucket < end) {
        return last;
      }
    }
    return last;
  }
}
