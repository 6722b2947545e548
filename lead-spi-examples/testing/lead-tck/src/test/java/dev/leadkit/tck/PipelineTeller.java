// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Assignment;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.LeadListener;
import dev.leadkit.spi.LeadStore;
import java.util.List;

/** A pipeline that decides every lead alike and delivers none. */
final class PipelineTeller implements LeadListenerContract.Teller {

  private static final Assignment INBOX = Assignment.builder("all", Assignment.Disposition.LEAD)
      .queue("inbox")
      .reason("always")
      .build();

  private final LeadPipeline pipeline;

  PipelineTeller(LeadStore store, List<LeadListener> listeners) {
    Policy policy =
        Policy.of("kit", lead -> Score.of(0, List.of(), List.of()), (lead, score) -> INBOX);
    LeadPipeline.Builder builder = LeadPipeline.builder()
        .policy(PolicySource.of(policy))
        .store(store)
        .blobs(new InMemoryBlobs())
        .reader(new PlainReader());
    listeners.forEach(builder::listener);
    pipeline = builder.build();
  }

  @Override
  public void accept(List<RawMessage> messages) {
    pipeline.accept(messages);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
