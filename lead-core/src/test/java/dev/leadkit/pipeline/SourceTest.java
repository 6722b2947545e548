// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Envelope;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.memory.InMemoryAddresses;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.MessageReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through which of its addresses a message came in: what the envelope knows, else what the header tells, nearest to the truth first. */
class SourceTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** From the surest to the least sure. */
  private static final List<String> FIELDS =
      List.of("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc");

  private final InMemoryAddresses addresses = new InMemoryAddresses();
  private final Intake intake = new Intake(
      Map.of(RawMessage.MAIL, reader()),
      new InMemoryBlobs(),
      addresses,
      () -> ProspectRules.STANDARD);

  SourceTest() {
    for (String field : FIELDS) {
      String address = address(field);
      addresses.put("", address, Source.of(field, address));
    }
  }

  @AfterEach
  void close() {
    intake.close(new Deadline(ThreadExecution.INSTANCE, java.time.Duration.ofSeconds(10)));
  }

  private static String address(String field) {
    return field.toLowerCase(java.util.Locale.ROOT) + "@leadkit.example";
  }

  /** Reads lines of the form {@code Name: address}. */
  private static MessageReader reader() {
    return (raw, receivedAt, contents) -> {
      var headers = new ArrayList<Header>();
      var to = new ArrayList<Address>();
      var cc = new ArrayList<Address>();
      new String(raw.bytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
        String name = line.substring(0, line.indexOf(':'));
        String value = line.substring(line.indexOf(':') + 2);
        headers.add(new Header(name, value));
        if (name.equals("To")) {
          to.add(Address.of(value));
        } else if (name.equals("Cc")) {
          cc.add(Address.of(value));
        }
      });
      return Message.builder(raw, receivedAt).headers(headers).to(to).cc(cc).build();
    };
  }

  private static RawMessage mail(List<String> lines) {
    return RawMessage.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private Source source(String... lines) {
    return intake.read(mail(List.of(lines)), NOON).source();
  }

  private static String line(String field) {
    return field + ": " + address(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"})
  void an_address_that_is_known_is_found_in_each_field(String field) {
    assertEquals(
        field, source("To: customer@elsewhere.example", line(field)).channel(), "alone in it");
  }

  @Test
  void the_field_that_is_nearest_to_the_truth_counts() {
    var lines = new ArrayList<String>();
    for (int i = FIELDS.size() - 1; i >= 0; i--) {
      lines.add(line(FIELDS.get(i)));
      assertEquals(
          FIELDS.get(i), intake.read(mail(lines), NOON).source().channel(), "among " + lines);
    }
  }

  @Test
  void of_several_addresses_the_first_that_is_known_counts() {
    assertEquals(
        "To",
        source(
                "Delivered-To: list@elsewhere.example",
                "Delivered-To: other@elsewhere.example",
                "To: someone@elsewhere.example",
                line("To"),
                line("Cc"))
            .channel());
  }

  @Test
  void where_none_is_known_the_first_is_named() {
    assertEquals(
        Source.unknown("list@elsewhere.example"),
        source("To: someone@elsewhere.example", "Delivered-To: list@elsewhere.example"));
    assertEquals(Source.unknown(""), source("Subject: nothing"));
  }

  @Test
  void the_envelope_counts_alone_if_there_is_one() {
    RawMessage mail = mail(List.of(line("Delivered-To"), line("To")));
    assertEquals(
        "Cc",
        intake
            .read(mail.withEnvelope(Envelope.to(address("Cc"))), NOON)
            .source()
            .channel());
    assertEquals(
        Source.unknown("someone@elsewhere.example"),
        intake
            .read(mail.withEnvelope(Envelope.to("someone@elsewhere.example")), NOON)
            .source());
  }

  @Test
  void an_address_of_another_tenant_is_not_known() {
    assertEquals(
        Source.unknown(address("To")),
        intake.read(mail(List.of(line("To"))).withTenant("north"), NOON).source());
  }
}
