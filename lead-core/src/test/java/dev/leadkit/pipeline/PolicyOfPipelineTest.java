// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.RawMessage;
import dev.leadkit.policy.FlagPolicies;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pipeline and its policy source have to do with each other while the pipeline is open. */
@Timeout(60)
class PolicyOfPipelineTest {

  private final Host host = new Host();
  private final List<PolicyCheck> checks = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch looked = new CountDownLatch(3);

  private final PolicySource source = new PolicySource() {
    @Override
    public Policy policy() {
      return host.policy();
    }

    @Override
    public void refresh() {
      looks.incrementAndGet();
      looked.countDown();
    }

    @Override
    public void require(PolicyCheck check) {
      checks.add(check);
    }

    @Override
    public void release(PolicyCheck check) {
      checks.remove(check);
    }
  };

  private LeadPipeline.Builder pipeline() {
    return host.pipeline().policy(source).connector("crm", delivery -> Outcome.accepted("1"));
  }

  private static Policy withFlag(Policy sound) {
    return new Policy(
        "flags",
        List.of(),
        Duration.ZERO,
        Host.RETRY,
        Map.of(),
        sound.scorer(),
        sound.router(),
        FlagPolicies.flag("bonus"),
        List.of());
  }

  private List<String> problems(Policy policy) {
    return checks.get(0).problems(policy, Settings.of("policy", Map.of()));
  }

  @Test
  void the_source_refuses_what_the_pipeline_lacks_as_long_as_it_is_open() {
    try (LeadPipeline leads = pipeline().build()) {
      assertEquals(1, checks.size());
      assertEquals(List.of(), problems(host.policy()));
      assertTrue(problems(withFlag(host.policy())).get(0).contains("reads flags, bonus"));
    }
    assertEquals(List.of(), checks);
    try (LeadPipeline leads = pipeline().flags(Flags.none()).build()) {
      assertEquals(List.of(), problems(withFlag(host.policy())));
    }
  }

  @Test
  void a_pipeline_that_works_in_the_background_has_the_source_look_again_and_again()
      throws Exception {
    try (LeadPipeline leads = pipeline().reloadInterval(Duration.ofMillis(1)).start()) {
      looked.await();
    }
  }

  @Test
  void a_pipeline_that_the_host_drives_has_it_look_when_it_is_driven() {
    try (LeadPipeline leads = pipeline().build()) {
      leads.run();
      assertEquals(1, looks.get());
      leads.run();
      assertEquals(1, looks.get(), "the interval of five seconds is not over");
    }
  }

  @Test
  void a_closed_pipeline_keeps_no_bytes_of_what_it_refuses() throws Exception {
    LeadPipeline leads = pipeline().build();
    leads.close();
    RawMessage mail = Host.mail("<1@x>", "hello");
    assertThrows(IllegalStateException.class, () -> leads.accept(mail));
    assertNull(host.blobs.open(mail.blob().sha256()));
  }
}
