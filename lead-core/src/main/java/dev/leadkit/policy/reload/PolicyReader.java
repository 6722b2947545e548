// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.Retry;
import dev.leadkit.policy.Toggles;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.policy.check.Scoring;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads a policy and reports all its errors at once. */
public final class PolicyReader {

  private static final String SCHEMA = "lead-policy/1";
  private static final String RULES = "rules";
  private static final String TABLE = "table";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration MAX_PATIENCE = Duration.ofDays(30);

  private PolicyReader() {}

  /**
   * Reads a policy, whose version is the {@link Settings#fingerprint()}. Scorer and router are those of the
   * {@link Provider}s that the keys {@code scorer} and {@code router} name, {@code rules} and {@code table} by default.
   *
   * @param root the whole policy, with access to the files that it names
   * @throws PolicyException if the policy has errors: all of them, each with its place
   */
  public static Policy read(Settings root) {
    if (root.isPresent()) {
      root.choice("schema", List.of(SCHEMA));
    } else {
      root.problem("empty; expected a policy that begins with schema: " + SCHEMA);
    }
    root.text("id", "");
    Settings enrich = root.section("enrich");
    List<String> enrichers = enrichers(enrich);
    Duration patience = enrich.duration("patience", PATIENCE, Duration.ZERO, MAX_PATIENCE);
    Settings pauses = root.section("retry");
    Retry retry = Retry.read(pauses, Retry.STANDARD);
    Map<String, Retry> retries = retries(pauses.section("per"), retry);
    ProspectRules prospects = ProspectRules.read(root);
    Toggles variations = Definitions.read(root).toggles();
    Scorer scorer = Provider.create(Scorer.class, root.text("scorer", RULES), root);
    if (scorer != null) {
      root.shared(Scoring.class, () -> Scoring.by(scorer));
    }
    Router router = Provider.create(Router.class, root.text("router", TABLE), root);
    Examples.read(root);
    Definitions.read(root).reportUnused();
    reportUnusedEnrichers(root, enrich);
    if (router != null) {
      reportUnusedRetries(root, enrichers, router);
    }
    List<String> enrichedFields = Definitions.read(root).fields().askedOfEnrichers();
    if (enrichers.isEmpty() && !enrichedFields.isEmpty()) {
      enrich.found(
          Diagnostic.Code.NO_ENRICHER,
          "asks no enricher, but conditions read " + String.join(", ", enrichedFields)
              + ", which only enrichers know; expected ask: with the name of one");
    }
    List<String> problems = root.findings().stream()
        .filter(finding -> finding.level() == Diagnostic.Level.ERROR)
        .map(Diagnostic::text)
        .toList();
    if (!problems.isEmpty() || scorer == null || router == null) {
      throw new PolicyException(problems);
    }
    return new Policy(
        root.fingerprint(),
        enrichers,
        patience,
        retry,
        retries,
        scorer,
        router,
        variations,
        enrichedFields,
        prospects);
  }

  /** Reports enrichers whose results no condition, derived field, model or pool reads. */
  private static void reportUnusedEnrichers(Settings root, Settings enrich) {
    Fields fields = Definitions.read(root).fields();
    boolean isRead = fields.all().stream()
        .filter(Field::isFoundByEnrichers)
        .anyMatch(field -> fields.isAsked(field.name()));
    boolean isKnown =
        root.text("scorer", RULES).equals(RULES) && root.text("router", TABLE).equals(TABLE);
    boolean mayBeRead = isRead || !isKnown || root.has("model") || root.has("pools");
    if (!enrich.list("ask").isEmpty() && !mayBeRead) {
      enrich
          .at("ask")
          .found(
              Code.UNUSED_ENRICHER,
              "no condition and no derived field uses what enrichers find; expected one that does");
    }
  }

  private static void reportUnusedRetries(Settings root, List<String> enrichers, Router router) {
    Settings per = root.section("retry").section("per");
    var known = new LinkedHashSet<>(enrichers);
    known.addAll(router.connectors());
    for (String name : per.keys()) {
      if (!known.contains(name)) {
        per.at(name)
            .found(
                Code.UNUSED_RETRY,
                "'" + name + "' is neither an enricher nor a connector of a route; "
                    + Settings.nearest(name, known));
      }
    }
  }

  private static List<String> enrichers(Settings enrich) {
    var seen = new HashSet<String>();
    for (Settings name : enrich.list("ask")) {
      if (!seen.add(name.asText())) {
        name.problem("'" + name.asText() + "' occurs twice; expected each enricher once");
      }
    }
    return enrich.texts("ask");
  }

  private static Map<String, Retry> retries(Settings per, Retry defaultValue) {
    var retries = new LinkedHashMap<String, Retry>();
    for (String name : per.keys()) {
      retries.put(name, Retry.read(per.section(name), defaultValue));
    }
    return retries;
  }
}
