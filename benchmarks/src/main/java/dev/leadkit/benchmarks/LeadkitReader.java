// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.json.LeadJson;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import java.time.Instant;

/** Our reader, which does more than is compared: visible text, threading, automation, detected types, defects. */
final class LeadkitReader implements ComparedReader<Message> {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final MimeReader reader = new MimeReader(MimeLimits.standard());

  @Override
  public Message read(RawMessage raw, Contents contents) {
    return reader.read(raw, NOON, contents);
  }

  @Override
  public byte[] json(Message message) {
    return LeadJson.write(message);
  }

  @Override
  public PlainMail plain(Message message) {
    return new PlainMail(
        message.headers(),
        message.from(),
        message.to(),
        message.cc(),
        message.replyTo(),
        message.subject(),
        message.date(),
        message.thread().messageId(),
        message.textBody(),
        message.htmlBody(),
        message.attachments().stream()
            .map(part -> new PlainMail.Part(part.declaredName(), part.mime(), part.blob()))
            .toList());
  }
}
