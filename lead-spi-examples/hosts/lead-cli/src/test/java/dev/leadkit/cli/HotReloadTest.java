// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.RawMessage;
import dev.leadkit.Score.Contribution;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.origins.GitOrigin;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.reload.LivePolicy;
import dev.leadkit.policy.reload.PolicyEvent;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies change while several senders deliver mail. */
class HotReloadTest {

  private static final int SENDERS = 8;
  private static final int SWAPS = 30;

  /** The number of mails between two changes: more than can be in progress at once, so that some began after the first change. */
  private static final int MAILS_BETWEEN = 5 * SENDERS;

  @TempDir
  Path folder;

  private final InMemoryStore store = new InMemoryStore();
  private final CapturedLog log = CapturedLog.of("dev.leadkit.policy");
  private final Semaphore accepted = new Semaphore(0);
  private volatile boolean over;

  @AfterEach
  void stop_capturing() {
    log.close();
  }

  /** A policy whose rules, points and queue are all derived from its name. */
  private static String policy(String name, int rules, int points) {
    var text = new StringBuilder("schema: lead-policy/1\nscore: { clamp: [0, 1000000] }\nrules:\n");
    for (int i = 0; i < rules; i++) {
      text.append("  - { id: ")
          .append(name)
          .append('-')
          .append(i)
          .append(", add: ")
          .append(points);
      text.append(", when: { text: { phrase: \"").append(word(i)).append("\" } } }\n");
    }
    text.append("routes:\n  - { id: ").append(name).append(", when: always, to: { queue: ");
    return text.append(name).append(" } }\n").toString();
  }

  /** Rule 0 matches every mail, the others match none. */
  private static String word(int rule) {
    return rule == 0 ? "pricing" : "word" + rule + " of none";
  }

  private Path file() {
    return folder.resolve("policy.yaml");
  }

  private void write(String text) throws IOException {
    Path next = Files.writeString(folder.resolve("next.yaml"), text);
    Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private LeadPipeline pipeline(LivePolicy live) {
    return LeadPipeline.builder()
        .policy(live)
        .store(store)
        .blobs(new InMemoryBlobs())
        .reader(new MimeReader(MimeLimits.standard()))
        .build();
  }

  /** Senders that send until they are stopped; the future throws if a mail was not accepted. */
  private List<Future<Void>> send(ExecutorService threads, LeadPipeline pipeline) {
    var sending = new ArrayList<Future<Void>>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int number = sender;
      Callable<Void> work = () -> {
        for (int mail = 0; !over; mail++) {
          String text = "From: Ada <ada" + number + "@acme.example>\r\nMessage-ID: <" + number + "."
              + mail + "@acme.example>\r\nSubject: Enquiry\r\n\r\nYour pricing, please.\r\n";
          pipeline.accept(RawMessage.of(text.getBytes(StandardCharsets.UTF_8)));
          accepted.release();
        }
        return null;
      };
      sending.add(threads.submit(work));
    }
    return sending;
  }

  /** Returns when this number of further mails has been accepted; the limit only turns a hang into a failure. */
  private void awaitMails(int mails) throws InterruptedException {
    accepted.drainPermits();
    assertTrue(
        accepted.tryAcquire(mails, 5, TimeUnit.MINUTES),
        "the service must continue to accept mails");
  }

  private List<Fact.Qualified> decisions() {
    var decisions = new ArrayList<Fact.Qualified>();
    long position = 0;
    for (var page = store.events(position, 1000);
        !page.events().isEmpty();
        page = store.events(position, 1000)) {
      for (LeadEvent event : page.events()) {
        if (event.fact() instanceof Fact.Qualified decision) {
          decisions.add(decision);
        }
      }
      position = page.position();
    }
    return decisions;
  }

  /** The complete decision of this policy; a decision with any part of another policy differs from it. */
  private static List<String> shape(Fact.Qualified decision) {
    var shape = new ArrayList<String>();
    for (Contribution line : decision.score().contributions()) {
      shape.add(line.rule() + " " + line.verdict() + " " + line.points());
    }
    shape.add("score " + decision.score().value());
    shape.add("route " + decision.assignment().route());
    shape.add("queue " + decision.assignment().queue());
    return shape;
  }

  private static List<String> shape(String name, int rules, int points) {
    var shape = new ArrayList<String>();
    shape.add(name + "-0 TRUE " + points);
    for (int i = 1; i < rules; i++) {
      shape.add(name + "-" + i + " FALSE 0");
    }
    shape.addAll(List.of("score " + points, "route " + name, "queue " + name));
    return shape;
  }

  /** Puts a policy at the origin. */
  private interface Publisher {
    void publish(String policy) throws Exception;
  }

  @Test
  void a_changed_file_switches_at_once_and_no_decision_is_a_mix_of_two_policies() throws Exception {
    switches(PolicyOrigin.file(file()), this::write);
  }

  @Test
  void a_commit_switches_at_once_and_no_decision_is_a_mix_of_two_policies() throws Exception {
    git("init", "-q");
    switches(GitOrigin.of(folder, "policy.yaml"), policy -> {
      write(policy);
      git("add", "policy.yaml");
      git("commit", "-qm", "Change");
    });
  }

  /** The test is skipped where there is no Git. */
  private void git(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    Needs.command("git");
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  private void switches(PolicyOrigin origin, Publisher publisher) throws Exception {
    String one = policy("one", 5, 10);
    String two = policy("two", 7, 20);
    publisher.publish(one);
    var news = new ArrayList<PolicyEvent>();
    LivePolicy live = LivePolicy.of(origin).listener(news::add).load();
    var shapes = new LinkedHashMap<String, List<String>>();
    shapes.put(live.policy().version(), shape("one", 5, 10));
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try (LeadPipeline pipeline = pipeline(live)) {
      List<Future<Void>> sending = send(threads, pipeline);
      for (int swap = 1; swap <= SWAPS; swap++) {
        awaitMails(MAILS_BETWEEN);
        String before = live.policy().version();
        publisher.publish(swap % 2 == 1 ? two.replace("add: 20", "ad: 20") : one.substring(0, 60));
        live.refresh();
        assertEquals(before, live.policy().version(), "a bad file changes nothing");
        awaitMails(MAILS_BETWEEN);
        publisher.publish(swap % 2 == 1 ? two : one);
        live.refresh();
        assertNotEquals(before, live.policy().version());
        shapes.putIfAbsent(live.policy().version(), shape("two", 7, 20));
      }
      awaitMails(MAILS_BETWEEN);
      over = true;
      for (Future<Void> sender : sending) {
        sender.get();
      }
    } finally {
      over = true;
      threads.shutdown();
    }
    assertEquals(2, shapes.size());
    var made = new TreeMap<String, Integer>();
    for (Fact.Qualified decision : decisions()) {
      assertEquals(shapes.get(decision.policy()), shape(decision));
      made.merge(decision.policy(), 1, Integer::sum);
    }
    assertEquals(shapes.keySet(), Set.copyOf(made.keySet()), "both policies have decided");
    assertEquals(SWAPS, count(news, PolicyEvent.Refused.class), "each bad file is refused once");
    assertEquals(SWAPS, log.problems().size(), "one line in the log for each refusal");
    for (String problem : log.problems()) {
      assertTrue(problem.startsWith("ERROR policy refused"), problem);
    }
    assertEquals(SWAPS + 1, count(news, PolicyEvent.Loaded.class));
  }

  private static long count(List<PolicyEvent> news, Class<? extends PolicyEvent> kind) {
    return news.stream().filter(kind::isInstance).count();
  }

  @Test
  void ten_thousand_rules_are_loaded_while_mail_is_being_decided() throws Exception {
    write(policy("small", 3, 10));
    LivePolicy live = LivePolicy.file(file()).load();
    String small = live.policy().version();
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    String large;
    try (LeadPipeline pipeline = pipeline(live)) {
      List<Future<Void>> sending = send(threads, pipeline);
      awaitMails(MAILS_BETWEEN);
      write(policy("large", 10_000, 20));
      // The new policy is ready and not yet in effect: callers are served meanwhile, by the old
      // one.
      live.require((policy, settings) -> {
        try {
          awaitMails(MAILS_BETWEEN);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return List.of();
      });
      live.refresh();
      large = live.policy().version();
      assertNotEquals(small, large);
      awaitMails(2 * SENDERS);
      over = true;
      for (Future<Void> sender : sending) {
        sender.get();
      }
    } finally {
      over = true;
      threads.shutdown();
    }
    Map<String, List<String>> shapes =
        Map.of(small, shape("small", 3, 10), large, shape("large", 10_000, 20));
    var made = new TreeMap<String, Integer>();
    for (Fact.Qualified decision : decisions()) {
      assertEquals(shapes.get(decision.policy()), shape(decision));
      made.merge(decision.policy(), 1, Integer::sum);
    }
    assertTrue(made.getOrDefault(small, 0) >= MAILS_BETWEEN, made.toString());
    assertTrue(made.getOrDefault(large, 0) >= SENDERS, made.toString());
  }

  @Test
  void a_pipeline_refuses_a_policy_that_names_an_unknown_connector() throws Exception {
    write(policy("one", 1, 10));
    var news = new ArrayList<PolicyEvent>();
    LivePolicy live = LivePolicy.file(file()).listener(news::add).load();
    String before = live.policy().version();
    String asking = policy("two", 1, 10).replace("queue: two", "queue: two, connectors: [crm]");
    try (LeadPipeline pipeline = pipeline(live)) {
      write(asking);
      pipeline.run();
      assertEquals(before, live.policy().version());
      assertEquals(
          List.of("policy: no connector is called 'crm'; known: "),
          ((PolicyEvent.Refused) news.get(1)).problems());
    }
    live.refresh();
    assertNotEquals(
        before, live.policy().version(), "a closed pipeline must not check policies any more");
  }
}
