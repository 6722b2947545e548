// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.RawMessage;
import dev.leadkit.files.MailFiles.Found;
import dev.leadkit.files.MailFiles.Mail;
import dev.leadkit.files.MailFiles.Unreadable;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.pipeline.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Passes the mails of a mailbox to the pipeline in groups and in their order. The next group is read from the disk while the previous one is being
 * made durable.
 */
final class Intake {

  private static final int MAX_GROUP_SIZE = 256;
  private static final long MAX_GROUP_BYTES = 32L << 20;

  private final LeadPipeline pipeline;
  private final LeadCommand command;
  private final Progress progress;
  private final List<Receipt> receipts = new ArrayList<>();
  private List<RawMessage> group = new ArrayList<>();
  private long groupBytes;
  private CompletableFuture<List<Receipt>> accepting = CompletableFuture.completedFuture(List.of());
  private int received;
  private int unreadable;

  Intake(LeadPipeline pipeline, LeadCommand command, Progress progress) {
    this.pipeline = pipeline;
    this.command = command;
    this.progress = progress;
  }

  /** Returns when every mail is durable. */
  void take(Mailbox mailbox) {
    mailbox.each(this::take);
    send();
    collect();
  }

  private void take(Found found) {
    received++;
    if (found instanceof Unreadable problem) {
      unreadable++;
      command.complain(problem.origin() + ": " + problem.reason());
      return;
    }
    RawMessage raw = ((Mail) found).raw();
    group.add(raw);
    groupBytes += raw.blob().size();
    if (group.size() >= MAX_GROUP_SIZE || groupBytes >= MAX_GROUP_BYTES) {
      send();
    }
  }

  private void send() {
    List<RawMessage> full = group;
    long bytes = groupBytes;
    group = new ArrayList<>(MAX_GROUP_SIZE);
    groupBytes = 0;
    collect();
    accepting = CompletableFuture.supplyAsync(() -> pipeline.accept(full));
    progress.add(full.size(), bytes);
  }

  private void collect() {
    try {
      receipts.addAll(accepting.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The number of mails that were found, including unreadable ones. */
  int received() {
    return received;
  }

  int unreadable() {
    return unreadable;
  }

  /** The receipts of the mails that could be read, in their order. */
  List<Receipt> receipts() {
    return receipts;
  }
}
