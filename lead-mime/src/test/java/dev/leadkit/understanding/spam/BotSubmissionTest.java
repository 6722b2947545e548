// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.spam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Security;
import dev.leadkit.Understanding;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.mime.RepeatedBodies;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotSubmissionTest {

  private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");

  private static Message.Builder message(String from) {
    return Message.builder("evt_1", NOON)
        .from(Address.of(from))
        .to(List.of(Address.of("sales@leadkit.example")));
  }

  private static List<String> names(Message message) {
    return SpamSignals.find(message).stream().map(Conclusion::rule).toList();
  }

  private static Message form(String label, String value) {
    return message("website@acme.example")
        .understanding(Understanding.builder()
            .fields(List.of(new FormField("", label, value, new Conclusion("label", "", 1))))
            .build())
        .build();
  }

  @Test
  void a_honeypot_that_is_filled_in_is_a_sign_and_an_empty_one_is_not() {
    assertEquals(List.of(SpamSignals.HONEYPOT), names(form("Leave this field empty:", "http://x")));
    assertEquals(List.of(), names(form("Leave this field empty:", " ")));
    assertEquals(List.of(), names(form("Message", "hp")));
  }

  @Test
  void a_form_that_is_filled_in_within_two_seconds_is_a_sign() {
    assertEquals(List.of(SpamSignals.TIME_TRAP), names(form("Seconds to submit", "2 s")));
    assertEquals(List.of(), names(form("Seconds to submit", "3")));
    assertEquals(List.of(), names(form("Seconds to submit", "unknown")));
  }

  @ParameterizedTest
  @CsvSource({
    "kim@mailinator.com, disposable_domain",
    "kim@x.mailinator.com, disposable_domain",
    "kim@leadklt.example, look_alike_domain",
    "kim@leadkitt.example, look_alike_domain",
    "kim@laedkit.example, look_alike_domain",
    "kim@leаdkit.example, look_alike_domain",
  })
  void the_domain_of_the_sender_is_a_sign(String from, String sign) {
    assertEquals(List.of(sign), names(message(from).build()));
  }

  @ParameterizedTest
  @CsvSource({
    "kim@leadkit.example",
    "kim@mail.leadkit.example",
    "kim@leadkit.test",
    "kim@acme.example",
    "kim@mailinator.com.acme.example",
    "kim@leadership.example"
  })
  void another_domain_is_none(String from) {
    assertEquals(List.of(), names(message(from).build()));
  }

  @Test
  void a_name_that_claims_our_domain_is_a_sign() {
    Message spoofed = message("x@evil.example")
        .from(Address.of("x@evil.example", "Support leadkit.example"))
        .build();
    assertEquals(List.of(SpamSignals.NAME_SPOOFING), names(spoofed));
  }

  @Test
  void links_that_show_another_address_are_a_sign() {
    Message phishing = message("x@acme.example")
        .links(List.of(
            new Link("https://www.bank.example/login", "http://evil.example/x"),
            new Link("here", "http://192.0.2.7/pay"),
            new Link("more", "https://bit.ly/abc")))
        .build();
    assertEquals(
        List.of(SpamSignals.DECEPTIVE_LINK, SpamSignals.NUMERIC_LINK, SpamSignals.SHORTENED_LINK),
        names(phishing));
    Message honest = message("x@acme.example")
        .links(List.of(
            new Link("www.acme.example", "https://click.acme.example/r?1"),
            new Link("our offer", "https://acme.example/")))
        .build();
    assertEquals(List.of(), names(honest));
  }

  @Test
  void letters_of_other_scripts_inside_words_are_a_sign() {
    assertEquals(
        List.of(SpamSignals.CHARSET_TRICKS),
        names(message("x@acme.example").visibleText("Vеrify your аccount").build()));
    assertEquals(
        List.of(),
        names(
            message("x@acme.example").visibleText("Нам нужен SAML, 25 лицензий").build()));
  }

  @Test
  void each_sign_raises_the_suspicion_which_stays_below_one() {
    Message bad = message("kim@mailinator.com")
        .security(new Security(Security.Result.FAIL, Security.Result.FAIL, Security.Result.FAIL))
        .hiddenText("cheap pills ".repeat(30))
        .build();
    double before = 0;
    List<Conclusion> signals = SpamSignals.find(bad);
    assertEquals(3, signals.size());
    for (int i = 1; i <= signals.size(); i++) {
      double now =
          Understanding.builder().signals(signals.subList(0, i)).build().suspicion();
      assertTrue(now > before && now < 1, signals.get(i - 1).rule() + ": " + now);
      before = now;
    }
  }

  private static RawMessage mail(int sender, String text) {
    String mail = "From: user" + sender + "@sender" + sender + ".example\r\n"
        + "To: sales@leadkit.example\r\nSubject: Hello\r\n\r\n" + text + "\r\n";
    return RawMessage.of(mail.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void two_hundred_identical_bodies_of_different_senders_in_a_minute_are_a_sign() {
    var reader =
        new RepeatedBodies(new MimeReader(MimeLimits.standard()), 20, Duration.ofMinutes(1));
    String text = "We offer the best lists of customers for your business, answer now.";
    int suspicious = 0;
    for (int i = 0; i < 200; i++) {
      Message message = reader.read(mail(i, text), NOON.plusMillis(i * 250L), Sink.discarding());
      suspicious += names(message, "identical_bodies") ? 1 : 0;
    }
    assertEquals(180, suspicious, "all after the first 20");
    assertFalse(
        names(
            reader.read(mail(1, text), NOON.plus(Duration.ofMinutes(5)), Sink.discarding()),
            "identical_bodies"),
        "the window has passed");
  }

  @Test
  void the_same_sender_and_short_texts_do_not_count() {
    var reader =
        new RepeatedBodies(new MimeReader(MimeLimits.standard()), 5, Duration.ofMinutes(1));
    for (int i = 0; i < 50; i++) {
      assertFalse(names(
          reader.read(
              mail(1, "We offer the best lists of customers for your business."),
              NOON,
              Sink.discarding()),
          "identical_bodies"));
      assertFalse(
          names(reader.read(mail(i, "Thanks!"), NOON, Sink.discarding()), "identical_bodies"));
    }
  }

  private static boolean names(Message message, String sign) {
    return message.understanding().signals().stream().anyMatch(s -> s.rule().equals(sign));
  }
}
