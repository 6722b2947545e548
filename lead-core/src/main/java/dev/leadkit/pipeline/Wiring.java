// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.RawMessage;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plug-ins of a pipeline by name, and their validation.
 *
 * <p>There are two kinds of problems. A <em>mistake</em> is in the code of the host and independent of the policy: the builder throws an {@link
 * IllegalStateException}. A policy that names a missing plug-in is a {@link PolicyException}, which can also occur later, when the policy is
 * reloaded. If there are both, the mistakes are thrown with the problems of the policy in their message and as their cause, so that all are
 * reported at once.
 */
final class Wiring {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private static final int MAX_NAME = 100;
  private static final Duration MAX_INTERVAL = Duration.ofDays(365);

  private final Map<String, MessageReader> readers = new LinkedHashMap<>();
  private final Map<String, Enricher> enrichers = new LinkedHashMap<>();
  private final Map<String, Connector> connectors = new LinkedHashMap<>();

  /** The mistakes so far. */
  private final List<String> mistakes = new ArrayList<>();

  Map<String, MessageReader> readers() {
    return new LinkedHashMap<>(readers);
  }

  Map<String, Enricher> enrichers() {
    return new LinkedHashMap<>(enrichers);
  }

  Map<String, Connector> connectors() {
    return new LinkedHashMap<>(connectors);
  }

  void reader(String mediaType, MessageReader reader) {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(reader, "reader");
    String type = RawMessage.of(new byte[0]).withMediaType(mediaType).mediaType();
    if (type.indexOf('/') < 1 || type.indexOf(';') >= 0) {
      mistakes.add("reader: '" + mediaType
          + "' is not a media type without parameters; expected one such as " + RawMessage.MAIL);
    }
    MessageReader other = readers.putIfAbsent(type, new CheckedReader(reader));
    if (other instanceof CheckedReader checked) {
      twice("reader", type, checked.reader(), reader);
    }
  }

  void enricher(String name, Enricher enricher) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(enricher, "enricher");
    checkName("enricher", name);
    Enricher other = enrichers.putIfAbsent(name, enricher);
    if (other != null) {
      twice("enricher", name, other, enricher);
    }
  }

  void connector(String name, Connector connector) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(connector, "connector");
    checkName("connector", name);
    Connector other = connectors.putIfAbsent(name, connector);
    if (other != null) {
      twice("connector", name, other, connector);
    }
  }

  private void checkName(String kind, String name) {
    if (name.isBlank()
        || name.length() > MAX_NAME
        || !name.equals(name.strip())
        || name.chars().anyMatch(Character::isISOControl)) {
      mistakes.add(kind + ": '" + name + "' is not a name; expected 1 to " + MAX_NAME
          + " characters without control characters, and no blank at either end");
    }
  }

  private void twice(String kind, String name, Object one, Object other) {
    mistakes.add(kind + ": '" + name + "' is set twice, to a " + one.getClass().getName()
        + " and a " + other.getClass().getName() + "; expected one " + kind + " for each name");
  }

  /** The mistakes of the host; the builder adds to them. */
  final class Mistakes {

    private final List<String> all = new ArrayList<>(mistakes);

    Mistakes missing(String name, boolean isMissing, String expected) {
      if (isMissing) {
        all.add(name + ": not set; expected " + expected);
      }
      return this;
    }

    Mistakes missingReader() {
      return missing("reader", readers.isEmpty(), "reader(new MimeReader(…)) for mail");
    }

    Mistakes atLeastOne(String name, int value) {
      if (value < 1) {
        all.add(name + ": expected 1 or more, got " + value);
      }
      return this;
    }

    Mistakes interval(String name, Duration value) {
      if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(MAX_INTERVAL) > 0) {
        all.add(name + ": expected 1 ms to " + MAX_INTERVAL.toDays() + " days, got " + value);
      }
      return this;
    }

    /** Throws if there are mistakes or problems of the policy, listing all of them. */
    void throwIfAny(@Nullable PolicySource policies, boolean hasFlags) {
      var problems = new ArrayList<String>();
      Policy policy = policy(policies, problems);
      if (policy != null) {
        problems.addAll(unwired(policy, hasFlags));
      }
      PolicyException ofPolicy = problems.isEmpty() ? null : new PolicyException(problems);
      if (!all.isEmpty()) {
        all.addAll(problems);
        throw new IllegalStateException(String.join("\n", all), ofPolicy);
      }
      if (ofPolicy != null) {
        throw ofPolicy;
      }
      if (policy != null) {
        warnings(policy).forEach(LOG::warn);
      }
    }

    private @Nullable Policy policy(@Nullable PolicySource policies, List<String> problems) {
      if (policies == null) {
        return null;
      }
      try {
        Policy policy = policies.policy();
        if (policy == null) {
          all.add("policy: " + policies.getClass().getName() + " returned null; expected a policy");
        }
        return policy;
      } catch (PolicyException e) {
        problems.addAll(e.problems());
      } catch (RuntimeException e) {
        LOG.error("the policy source failed", Faults.printable(e));
        all.add("policy: " + policies.getClass().getName() + " failed: " + Faults.summary(e));
      }
      return null;
    }
  }

  Mistakes mistakes() {
    return new Mistakes();
  }

  /** A check that a policy names only known plug-ins. */
  PolicyCheck check(boolean hasFlags) {
    return (policy, settings) -> unwired(policy, hasFlags);
  }

  private List<String> unwired(Policy policy, boolean hasFlags) {
    var problems = new ArrayList<String>();
    unknown(problems, "enricher", policy.enrichers(), enrichers.keySet());
    unknown(problems, "connector", policy.router().connectors(), connectors.keySet());
    if (!hasFlags && !policy.toggles().flags().isEmpty()) {
      problems.add("policy: reads flags, " + String.join(", ", policy.toggles().flags())
          + "; expected flags(…), Flags.none() for their defaults");
    }
    return problems;
  }

  private static void unknown(
      List<String> problems, String kind, @Nullable List<String> named, Set<String> known) {
    if (named == null) {
      problems.add("policy: its router returned null for its " + kind + "s; expected a list");
      return;
    }
    for (String name : new LinkedHashSet<>(named)) {
      if (!known.contains(name)) {
        problems.add(
            "policy: no " + kind + " is called '" + name + "'; known: " + String.join(", ", known));
      }
    }
  }

  /** Unused plug-ins and fields: not errors, because the next policy may use them. */
  List<String> warnings(Policy policy) {
    var warnings = new ArrayList<String>();
    for (String name : enrichers.keySet()) {
      if (!policy.enrichers().contains(name)) {
        warnings.add("enricher '" + name + "' is never asked: policy " + policy.version()
            + " does not name it under enrich.ask");
      }
    }
    if (policy.enrichers().isEmpty() && !policy.enrichedFields().isEmpty()) {
      warnings.add("policy " + policy.version() + " reads "
          + String.join(", ", policy.enrichedFields())
          + ", which only enrichers know, but asks none under enrich.ask");
    }
    return warnings;
  }
}
