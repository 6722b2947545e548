// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Address;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.Prospect;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.AddressBook;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the bytes of a message, parses them, and determines the source of the message. */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** The header fields in which mail systems write the delivery address, the most reliable first. */
  private static final List<String> DELIVERY_FIELDS =
      List.of("Delivered-To", "X-Original-To", "Envelope-To");

  private final Map<String, MessageReader> readers;
  private final BlobStore blobs;
  private final AddressBook addresses;
  private final Supplier<ProspectRules> rules;
  private final Threads factory = new Threads("lead-reader");
  private final ExecutorService threads =
      Threads.pool(factory, 4 * Runtime.getRuntime().availableProcessors());
  private volatile boolean closed;

  Intake(
      Map<String, MessageReader> readers,
      BlobStore blobs,
      AddressBook addresses,
      Supplier<ProspectRules> rules) {
    this.readers = readers;
    this.blobs = blobs;
    this.addresses = addresses;
    this.rules = rules;
  }

  /**
   * Stores the bytes durably and parses them.
   *
   * @throws StoreException if blob store or address book cannot answer, or the bytes cannot be read; the message should be sent again
   */
  ReadMessage read(RawMessage raw, Instant receivedAt) {
    Blob kept = put(raw);
    if (!raw.blob().equals(kept)) {
      throw new StoreException("blob store kept " + kept + ", expected " + raw.blob());
    }
    Message message = message(raw, receivedAt);
    Source source = source(message);
    ProspectRules current = rules.get();
    return ReadMessage.of(message, source, prospect(message, source, current), current.own());
  }

  private Prospect prospect(Message message, Source source, ProspectRules current) {
    List<String> ours = ProspectRules.known(
        ProspectRules.addresses(message), address -> lookUp(message.tenant(), address) != null);
    String form = current.templates().changed(message, source);
    if (!form.isEmpty()) {
      LOG.warn("message {}: form '{}' lacks labels that its template expects", message.id(), form);
    }
    return current.of(message, source, ours);
  }

  /**
   * Does the same in another thread.
   *
   * @throws IllegalStateException if it is closed; or the future fails with it
   */
  CompletableFuture<ReadMessage> begin(RawMessage raw, Instant receivedAt) {
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            requireOpen();
            return read(raw, receivedAt);
          },
          threads);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the pipeline is closed", e);
    } catch (Error e) {
      throw new StoreException("no thread can be started to read the message", e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the pipeline is closed");
    }
  }

  /** Accepts no more messages, and interrupts work that has not ended when the time is up. */
  void close(Deadline deadline) {
    closed = true;
    threads.shutdown();
    factory.join(deadline);
    threads
        .shutdownNow()
        .forEach(Runnable::run); // each finds the pipeline closed and fails its future
  }

  private Blob put(RawMessage raw) {
    try (InputStream content = raw.open()) {
      return blobs.put(content);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException("the message could not be read: " + Faults.summary(e), e);
    } catch (Throwable e) {
      throw new StoreException("the blob store failed: " + Faults.summary(e), Faults.printable(e));
    }
  }

  private Message message(RawMessage raw, Instant receivedAt) {
    int parameters = raw.mediaType().indexOf(';');
    String type = parameters < 0
        ? raw.mediaType()
        : raw.mediaType().substring(0, parameters).strip();
    MessageReader reader = readers.get(type);
    if (reader == null) {
      return unreadable(
          raw,
          receivedAt,
          "no reader for " + type + "; known: " + String.join(", ", readers.keySet()));
    }
    try {
      return Objects.requireNonNull(reader.read(raw, receivedAt, blobs), "no message was returned");
    } catch (StoreException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new StoreException("the message could not be read for lack of memory", e);
    } catch (Throwable e) {
      if (e instanceof UncheckedIOException && !raw.isInMemory()) {
        throw new StoreException("the message could not be read: " + Faults.summary(e), e);
      }
      // A reader that throws breaks its contract; its message is kept anyway.
      LOG.error(
          "reader of {} failed on {}, kept as unreadable",
          type,
          raw.eventId(),
          Faults.printable(e));
      return unreadable(raw, receivedAt, "reader failed: " + e.getClass().getName());
    }
  }

  private static Message unreadable(RawMessage raw, Instant receivedAt, String detail) {
    return Message.builder(raw, receivedAt)
        .defect(new Defect(Defect.Code.UNREADABLE, -1, detail))
        .build();
  }

  private Source source(Message message) {
    @Nullable String first = null;
    for (String address : deliveredTo(message)) {
      Source source = lookUp(message.tenant(), address);
      if (source != null) {
        return source;
      }
      first = first == null ? address : first;
    }
    return Source.unknown(first == null ? "" : first);
  }

  private @Nullable Source lookUp(String tenant, String address) {
    try {
      return addresses.source(tenant, address);
    } catch (StoreException e) {
      throw e;
    } catch (Throwable e) {
      throw new StoreException(
          "the address book failed: " + Faults.summary(e), Faults.printable(e));
    }
  }

  /** The candidates for the inbound address: the recipients of the envelope, then those of the header fields. */
  private static List<String> deliveredTo(Message message) {
    if (!message.envelope().recipients().isEmpty()) {
      return message.envelope().recipients();
    }
    var candidates = new ArrayList<String>();
    for (String field : DELIVERY_FIELDS) {
      for (Header header : message.headers()) {
        if (header.is(field)) {
          candidates.add(Address.normalize(header.value()));
        }
      }
    }
    message.to().forEach(address -> candidates.add(address.email()));
    message.cc().forEach(address -> candidates.add(address.email()));
    return candidates;
  }
}
