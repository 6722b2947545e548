// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.Header;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;

/** Leads of many kinds for whatever judges leads, and ways to disturb it. */
final class SampleLeads {

  /** What strangers write, by mistake or on purpose. */
  private static final List<String> TEXTS = List.of(
      "",
      " ",
      "We need an OFFER in ISTANBUL, ıIiİ, for 300 people.",
      "a\u0000b",
      "a\ud800b\udc00",
      "\u202egnp.exe\u202c",
      "\r\n.\r\n",
      "%s %d {0} ${jndi:x} ' OR 1=1 --",
      "((((((((((a+)+)+)+)+)+)+)+)+)+",
      "a".repeat(20_000) + "!",
      "word ".repeat(5_000),
      "e\u0301\u0301\u0301".repeat(500),
      "👩‍👩‍👧‍👦 für 300 Plätze – 見積もり");

  private SampleLeads() {}

  /** Every lead, folded again at each call, so that no two calls share an object. */
  static List<Lead> all() {
    var leads = new ArrayList<Lead>();
    for (int i = 0; i < 5; i++) {
      LeadId id = Samples.lead(i);
      leads.add(Lead.of(id, Samples.events(id, 0, List.of(Samples.received(i)))));
    }
    leads.add(Samples.qualifiedLead(5, 40));
    LeadId full = Samples.lead(6);
    leads.add(Lead.of(full, Samples.events(full, 0, Samples.everyFact(6))));
    for (int i = 0; i < TEXTS.size(); i++) {
      leads.add(written(100 + i, Samples.START.plus(Duration.ofHours(2L * i)), TEXTS.get(i)));
    }
    return leads;
  }

  /** A lead all of whose texts are this one. */
  private static Lead written(int number, Instant at, String text) {
    RawMessage raw =
        RawMessage.of(("text " + number).getBytes(StandardCharsets.US_ASCII)).withTenant("acme");
    Message message = Message.builder(raw, at)
        .from(new Address("ines.vidal@kestrel-optics.example", text))
        .to(List.of(new Address(text, "")))
        .subject(text)
        .textBody(text)
        .htmlBody(text)
        .visibleText(text)
        .headers(List.of(new Header("X-Text", text)))
        .attachments(List.of(new Attachment(
            text,
            text,
            "application/pdf",
            "application/pdf",
            Blob.of(new byte[] {1}),
            "",
            Attachment.Disposition.ATTACHMENT,
            "")))
        .build();
    LeadId id = LeadId.openedBy(message.id());
    return Lead.of(id)
        .apply(new LeadEvent(
            id,
            1,
            message.receivedAt(),
            new Fact.Received(message, Source.unknown(text), Key.of(message), "")));
  }

  /** What a task gives on a machine in another place, where letters change their case otherwise and the day is another one. */
  static <T> T elsewhere(Callable<T> task) throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      boolean isEast = zone.getRawOffset() > 0;
      TimeZone.setDefault(TimeZone.getTimeZone(isEast ? "Etc/GMT+12" : "Pacific/Kiritimati"));
      return task.call();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
