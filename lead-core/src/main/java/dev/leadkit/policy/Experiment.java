// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Contact;
import dev.leadkit.Hash;
import dev.leadkit.Input;
import dev.leadkit.Lead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of arms among which companies are divided: who is in which follows from salt, id and company alone, on every machine and for
 * ever.
 *
 * <p>The bucket, 0 to 99, is the first eight bytes of SHA-256 over {@code salt \n id \n unit} in UTF-8, as an unsigned number with the
 * highest byte first, modulo 100. The arms divide the buckets in their order.
 *
 * @param arms the share of each in percent, in order, 100 together
 * @param byContact domains whose mailboxes belong to people with nothing in common, null for none
 */
record Experiment(
    String name,
    String salt,
    Map<String, Integer> arms,
    @Nullable WordList byContact) {

  static final String PREFIX = "experiment.";
  static final int BUCKETS = 100;

  Experiment {
    arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
  }

  Field field() {
    return new Field(
        PREFIX + name,
        Field.Type.WORD,
        Field.Provenance.EXPERIMENT,
        List.copyOf(arms.keySet()),
        Field.Presence.ALWAYS,
        Field.Privacy.PLAIN,
        "the arm of the prospect's company");
  }

  Input input(Lead lead) {
    int bucket = bucket(unit(lead));
    return new Input(PREFIX + name, arm(bucket), "bucket " + bucket + " of " + BUCKETS);
  }

  /** What is divided: registrable domains, mailboxes where a domain says nothing, leads where there is no address. */
  String unit(Lead lead) {
    Contact contact = lead.contact();
    String domain = Domains.normal(contact.address().domain());
    if (!domain.isEmpty() && (byContact == null || !byContact.contains(domain))) {
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
