// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Address;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Threading;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.MessageReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A host whose messages are composed by the test: the bytes of each are its name. */
final class Letters implements AutoCloseable {

  static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

  final Host host = new Host();
  final LeadPipeline leads;
  private final Map<String, UnaryOperator<Message.Builder>> letters = new HashMap<>();

  Letters() {
    this(ProspectRules.STANDARD);
  }

  /** A host whose policy knows our own people by these rules. */
  Letters(ProspectRules rules) {
    MessageReader reader = (raw, receivedAt, blobs) -> letters
        .get(new String(raw.bytes(), StandardCharsets.UTF_8))
        .apply(Message.builder(raw, receivedAt)
            .to(List.of(Address.of("sales@leadkit.example")))
            .date(MONDAY))
        .build();
    leads = host.withoutReader()
        .policy(PolicySource.of(host.policy().withProspects(rules)))
        .reader(reader)
        .connector("crm", d -> dev.leadkit.spi.Outcome.accepted("1"))
        .build();
  }

  static UnaryOperator<Message.Builder> from(String email, String subject, String text) {
    return message ->
        message.from(Address.of(email)).subject(subject).textBody(text).visibleText(text);
  }

  static UnaryOperator<Message.Builder> and(
      UnaryOperator<Message.Builder> letter, UnaryOperator<Message.Builder> more) {
    return message -> more.apply(letter.apply(message));
  }

  static UnaryOperator<Message.Builder> id(String id) {
    return message -> message.thread(new Threading(id, "", List.of()));
  }

  static UnaryOperator<Message.Builder> answering(String id, String parent) {
    return message -> message.thread(new Threading(id, parent, List.of()));
  }

  static UnaryOperator<Message.Builder> on(Instant date) {
    return message -> message.date(date);
  }

  Receipt accept(String name, UnaryOperator<Message.Builder> letter) {
    letters.put(name, letter);
    return again(name, "sales@leadkit.example");
  }

  Receipt again(String name, String recipient) {
    return leads.accept(Host.to(recipient, RawMessage.of(name.getBytes(StandardCharsets.UTF_8))));
  }

  Set<LeadId> all() {
    var all = new TreeSet<LeadId>();
    host.everything().forEach(event -> all.add(event.lead()));
    return all;
  }

  Lead lead(Receipt receipt) {
    return java.util.Objects.requireNonNull(leads.lead(receipt.lead()));
  }

  List<Linked> links(Receipt receipt) {
    return host.history(receipt.lead()).stream()
        .filter(Linked.class::isInstance)
        .map(Linked.class::cast)
        .filter(linked -> linked.message().equals(receipt.event()))
        .toList();
  }

  <T extends Fact> List<T> facts(Receipt receipt, Class<T> kind) {
    return host.history(receipt.lead()).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  @Override
  public void close() {
    leads.close();
  }
}
