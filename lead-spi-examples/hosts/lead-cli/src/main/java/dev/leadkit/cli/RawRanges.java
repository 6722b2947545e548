// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Evidence;
import dev.leadkit.Fact.Received;
import dev.leadkit.LeadEvent;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeOutline;
import dev.leadkit.mime.MimeOutline.Field;
import dev.leadkit.mime.MimeOutline.Span;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Locates the evidence of a decision in the raw mails, with the current reader. */
final class RawRanges {

  private final MimeReader reader = new MimeReader(MimeLimits.standard());
  private final Map<String, Message> messages = new HashMap<>();
  private final Map<String, @Nullable MimeOutline> outlines = new HashMap<>();
  private final BlobStore blobs;

  RawRanges(List<LeadEvent> history, BlobStore blobs) {
    this.blobs = blobs;
    for (LeadEvent event : history) {
      if (event.fact() instanceof Received received) {
        messages.put(received.message().id(), received.message());
      }
    }
  }

  /**
   * Returns the byte ranges of an evidence in order; none if the raw mail is missing, is too large to be read in memory, or is read differently
   * by the current reader.
   */
  List<Span> of(Evidence evidence) throws IOException {
    Message message = messages.get(evidence.message());
    if (evidence.start() < 0 || message == null) {
      return List.of();
    }
    MimeOutline outline = outline(message);
    if (outline == null) {
      return List.of();
    }
    return switch (evidence.field()) {
      case "text" -> outline.visibleText(evidence.start(), evidence.end());
      case "subject" -> subject(outline);
      default -> List.of();
    };
  }

  /** The whole field, because a position inside an encoded word has no byte of its own. */
  private static List<Span> subject(MimeOutline outline) {
    return outline.root().fields().stream()
        .filter(field -> field.name().equalsIgnoreCase("subject"))
        .map(Field::span)
        .limit(1)
        .toList();
  }

  private @Nullable MimeOutline outline(Message message) throws IOException {
    if (!outlines.containsKey(message.id())) {
      outlines.put(message.id(), outlined(message));
    }
    return outlines.get(message.id());
  }

  private @Nullable MimeOutline outlined(Message message) throws IOException {
    if (message.raw().size() > MimeLimits.standard().bytes()) {
      return null;
    }
    byte[] bytes;
    try (InputStream kept = blobs.open(message.raw().sha256())) {
      if (kept == null) {
        return null;
      }
      bytes = kept.readAllBytes();
    } catch (IOException | StoreException e) {
      return null; // damaged: the explanation reports it where it names the raw mail
    }
    Message today = reader.read(RawMessage.of(bytes), message.receivedAt(), Sink.discarding());
    return today.visibleText().equals(message.visibleText()) ? reader.outline(bytes) : null;
  }
}
