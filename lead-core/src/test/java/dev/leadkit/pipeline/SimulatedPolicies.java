// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.FlagPolicies;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.Retry;
import dev.leadkit.policy.Toggles;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policies of simulated runs. They read words of the texts: {@code chat}, {@code both} and {@code spam} choose the connectors, {@code line}
 * asks for a ticket, and {@code poison} has the broken policy throw.
 */
final class SimulatedPolicies {

  static final String LINE = "team";
  static final String FLAG = "beta";
  static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final Duration SLA = Duration.ofSeconds(50);

  /** Asks everyone: an enricher, a flag and a line. */
  static final Policy ASKING = policy("asking-1", 10, 3, true);

  /** Asks no one, so that a lead is decided at once. */
  static final Policy QUICK = policy("quick-1", 20, 4, false);

  /** Gives up at once, and scores differently. */
  static final Policy STRICT = policy("strict-1", 30, 1, false);

  /** Throws for some leads. */
  static final Policy BROKEN = broken(policy("broken-1", 40, 3, false));

  static final List<Policy> ALL = List.of(ASKING, QUICK, STRICT, BROKEN);

  /** Those under which a lead needs no one but its connectors. */
  static final List<Policy> WITHOUT_QUESTIONS = List.of(QUICK, STRICT, BROKEN);

  private SimulatedPolicies() {}

  static Policy of(String version) {
    return ALL.stream()
        .filter(policy -> policy.version().equals(version))
        .findFirst()
        .orElseThrow(() -> new Broken("a decision of an unknown policy, " + version));
  }

  private static Policy policy(String version, int points, int attempts, boolean isAsking) {
    return new Policy(
        version,
        isAsking ? List.of("companies") : List.of(),
        PATIENCE,
        new Retry(attempts, Duration.ofSeconds(1), 3, Duration.ofSeconds(20), 0.2),
        Map.of(),
        lead -> score(lead, points),
        new SimulatedRouter(version, isAsking),
        isAsking ? FlagPolicies.flag(FLAG) : Toggles.NONE);
  }

  private static Score score(Lead lead, int points) {
    int messages = points * lead.messages().size();
    int known = lead.findings().containsKey("companies") ? 1 : 0;
    return Score.of(
        0,
        List.of(
            new Score.Contribution("messages", Verdict.TRUE, messages, "for each one", List.of()),
            new Score.Contribution("known", Verdict.TRUE, known, "one if known", List.of())),
        List.of());
  }

  private static Policy broken(Policy sound) {
    Scorer scorer = lead -> {
      if (says(lead, "poison-score")) {
        throw new AssertionError("planted in the scorer");
      }
      return sound.scorer().score(lead);
    };
    Router router = new SimulatedRouter(sound.version(), true) {
      @Override
      public String line(Lead lead, Score score) {
        if (says(lead, "poison-line")) {
          throw new IllegalStateException("planted in the router");
        }
        return super.line(lead, score);
      }
    };
    return new Policy(
        sound.version(),
        sound.enrichers(),
        sound.patience(),
        sound.retry(),
        new LinkedHashMap<>(),
        scorer,
        router,
        sound.toggles());
  }

  static boolean says(Lead lead, String word) {
    return lead.messages().stream().anyMatch(message -> message.textBody().contains(word));
  }

  /** A route for each kind of lead. */
  private static class SimulatedRouter implements Router {

    private final String version;
    private final boolean hasLines;

    SimulatedRouter(String version, boolean hasLines) {
      this.version = version;
      this.hasLines = hasLines;
    }

    @Override
    public Assignment route(Lead lead, Score score) {
      var connectors = new ArrayList<String>();
      boolean isSpam = says(lead, "spam");
      if (!isSpam && !says(lead, "chat")) {
        connectors.add("crm");
      }
      if (!isSpam && (says(lead, "chat") || says(lead, "both"))) {
        connectors.add("chat");
      }
      Instant from = lead.receivedAt();
      boolean hasTime = !isSpam && says(lead, "sla");
      long ticket = lead.tickets().getOrDefault(LINE, -1L);
      return Assignment.builder(version, isSpam ? Disposition.AUTOMATIC : Disposition.LEAD)
          .queue(isSpam ? "" : "sdr")
          .owner(ticket < 0 ? "" : "kim-" + ticket)
          .sla(hasTime ? SLA : null)
          .due(hasTime ? from.plus(SLA) : null)
          .connectors(connectors)
          .reason("by its words")
          .escalations(
              hasTime
                  ? List.of(new Assignment.Escalation("boss", "50%", from.plus(SLA.dividedBy(2))))
                  : List.of())
          .build();
    }

    @Override
    public boolean hasLines() {
      return hasLines;
    }

    @Override
    public String line(Lead lead, Score score) {
      return hasLines && says(lead, "line") ? LINE : "";
    }

    @Override
    public List<String> connectors() {
      return List.of("crm", "chat");
    }
  }
}
