// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.policy.reload.PolicyTree;
import dev.leadkit.scoring.Features;
import dev.leadkit.scoring.Model;
import dev.leadkit.scoring.ModelEvaluation;
import dev.leadkit.scoring.ModelTrainer;
import dev.leadkit.scoring.Ruleset;
import dev.leadkit.scoring.WeightLearner;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "model",
    description = "Trains and evaluates models on labelled leads.",
    subcommands = {ModelCommand.Train.class, ModelCommand.Evaluate.class})
final class ModelCommand extends CommandGroup {

  private static Features features(@Nullable Path policy) {
    return policy == null ? Features.ofLead() : Features.of(PolicyTree.of(policy));
  }

  private static void print(ModelEvaluation evaluation, PrintStream out) {
    evaluation
        .metrics()
        .forEach(metric -> out.printf(Locale.ROOT, "%-22s %s%n", metric.name(), metric.value()));
    out.println();
    out.println("probability    leads   said   happened");
    for (ModelEvaluation.Tenth tenth : evaluation.calibration()) {
      out.printf(
          Locale.ROOT,
          "%.1f to %.1f   %7d   %.3f  %.3f%n",
          tenth.from(),
          tenth.from() + 0.1,
          tenth.examples(),
          tenth.said(),
          tenth.happened());
    }
    out.println();
    out.println("taken from     found   of     mistaken   precision");
    for (ModelEvaluation.Threshold point : evaluation.curve()) {
      int taken = point.found() + point.mistaken();
      out.printf(
          Locale.ROOT,
          "%.2f         %7d   %-6d %-8d   %s%n",
          point.probability(),
          point.found(),
          evaluation.positives(),
          point.mistaken(),
          taken == 0 ? "-" : String.format(Locale.ROOT, "%.3f", point.found() / (double) taken));
    }
  }

  @Command(
      name = "train",
      description = "Trains a model on labelled leads, or proposes new points for rules.")
  static final class Train implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Mixin
    private final LabelledLeads leads = new LabelledLeads();

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write the model to.")
    private @Nullable Path out;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
        names = "--policy",
        paramLabel = "FILE",
        description = "The policy that will use it, for its derived fields.")
    private @Nullable Path policy;

    @Option(
        names = "--learn-weights",
        description =
            "Propose points for the rules of the policy, as a change to its file. Leads with --label should have a high score.")
    private boolean learnsWeights;

    @Override
    public Integer call() throws IOException {
      LeadCommand lead = call.lead();
      if (learnsWeights) {
        return learnWeights(lead);
      }
      if (out == null) {
        throw call.wrongUsage("--out: expected the file to write the model to");
      }
      var trainer = new ModelTrainer(features(policy), leads.label(), leads.against());
      leads.each(trainer::add);
      ModelTrainer.Trained trained = learnt(trainer::train);
      Files.writeString(out, trained.model().json());
      PrintStream report = lead.out();
      if (json.isGiven()) {
        new Json()
            .put("model", trained.model().hash())
            .put("leads", trainer.size())
            .put("trained", trained.trained())
            .put("calibrated", trained.calibrated())
            .put("tested", trained.evaluation().examples())
            .putJson("evaluation", trained.evaluation().json().getBytes(StandardCharsets.UTF_8))
            .print(report);
        return ExitCode.OK;
      }
      report.println("model " + trained.model().hash());
      report.println(trainer.size() + " leads: " + trained.trained() + " trained on, "
          + trained.calibrated() + " calibrated with, " + trained.evaluation().examples()
          + " tested on, the newest");
      report.println();
      print(trained.evaluation(), report);
      return ExitCode.OK;
    }

    private int learnWeights(LeadCommand lead) throws IOException {
      if (policy == null) {
        throw call.wrongUsage("--learn-weights: expected --policy as well");
      }
      Settings tree = PolicyTree.of(policy);
      if (!(PolicyReader.read(tree).scorer() instanceof Ruleset rules)) {
        throw new InputException(policy + ": its scorer is not rules");
      }
      var learner = new WeightLearner(rules);
      leads.each(learner::add);
      WeightLearner.Learnt learnt = learnt(learner::learn);
      var change = new WeightChange(policy, tree, learnt.proposals());
      lead.out()
          .printf(
              Locale.ROOT,
              "# roc_auc of the points on the newest %2$d of %1$d labelled leads, which were not trained on: %3$.4f now, %4$.4f proposed%n",
              learner.size(),
              learnt.tested(),
              learnt.before(),
              learnt.after());
      change.lines().forEach(lead.out()::println);
      return ExitCode.OK;
    }

    private static <T> T learnt(Callable<T> learning) {
      try {
        return learning.call();
      } catch (IllegalArgumentException e) {
        throw new InputException(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError("learning throws no checked exception", e);
      }
    }
  }

  @Command(
      name = "evaluate",
      description = "Reports how well a model separates labelled leads that it was not trained on.")
  static final class Evaluate implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Parameters(paramLabel = "MODEL", description = "The file of a model.")
    private @Nullable Path file;

    @Mixin
    private final LabelledLeads leads = new LabelledLeads();

    @Option(
        names = "--policy",
        paramLabel = "FILE",
        description = "The policy that uses it, for its derived fields.")
    private @Nullable Path policy;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
      LeadCommand lead = call.lead();
      Path read = Objects.requireNonNull(file);
      Model model = model(read);
      var trainer = new ModelTrainer(features(policy), leads.label(), leads.against());
      leads.each(trainer::add);
      if (trainer.size() == 0) {
        throw new InputException("no lead is labelled " + leads.label() + " or " + leads.against());
      }
      ModelEvaluation evaluation = trainer.evaluate(model);
      if (json.isGiven()) {
        lead.out().println(evaluation.json());
      } else {
        print(evaluation, lead.out());
      }
      return ExitCode.OK;
    }

    private static Model model(Path file) throws IOException {
      try {
        return Model.read(String.valueOf(file), Files.readString(file));
      } catch (IllegalArgumentException e) {
        throw new InputException(String.valueOf(e.getMessage()));
      }
    }
  }
}
