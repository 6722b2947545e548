// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Lead;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.scoring.ModelEvaluation.Answered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Proposes points for rules from labelled leads: points near the present ones with which the score separates the leads best.
 *
 * <p>It is a logistic regression over the rules that are true. A rule keeps its sign, and keeps its points unless leads contradict them. The
 * value of one point stays the same, so that thresholds keep their meaning. It trains on the oldest 70 % and tests on the rest. The
 * same leads give the same points on every machine.
 *
 * <p>Not thread-safe.
 */
public final class WeightLearner {

  private static final int TRAINED = 70;
  private static final int ALL = 100;
  private static final int SWEEPS = 200;
  private static final double PENALTY = 1;
  private static final double SETTLED = 1e-9;

  /** @param shares for each rule, the share of its points that the lead gets, from 0 to 1 */
  private record Sample(Instant at, double[] shares, int gross, boolean label) {}

  /**
   * The present and the proposed points of a rule.
   *
   * @param times the number of training leads for which the rule is true
   */
  public record Proposal(String rule, int times, int points, int proposed) {
    public Proposal {
      Objects.requireNonNull(rule, "rule");
    }
  }

  /**
   * The result of learning.
   *
   * @param before the area under the ROC curve of the sum of the present points, before caps and clamp, on the newest leads
   * @param after the same with the proposed points
   * @param tested the number of these leads
   */
  public record Learnt(List<Proposal> proposals, double before, double after, int tested) {

    public Learnt {
      Objects.requireNonNull(proposals, "proposals");
      proposals = List.copyOf(proposals);
    }
  }

  private final List<Rule> rules;
  private final Conditions conditions;
  private final List<Sample> samples = new ArrayList<>();

  /** Creates a learner without leads. */
  public WeightLearner(Ruleset ruleset) {
    rules = ruleset.ownRules();
    conditions = ruleset.conditions();
  }

  /**
   * Adds a lead as it was before its first decision.
   *
   * @param wanted whether it should have a high score
   */
  public void add(Lead lead, boolean wanted) {
    double[] shares = new double[rules.size()];
    int gross = 0;
    for (int number : conditions.matches(lead)) {
      if (number < shares.length && rules.get(number).add() != 0) {
        int points = rules.get(number).points(lead, null);
        shares[number] = points / (double) rules.get(number).add();
        gross += points;
      }
    }
    Instant at =
        lead.messages().isEmpty() ? lead.asOf() : lead.messages().get(0).receivedAt();
    samples.add(new Sample(at, shares, gross, wanted));
  }

  /** The number of leads that were added. */
  public int size() {
    return samples.size();
  }

  /**
   * Learns from all leads that were added.
   *
   * @throws IllegalArgumentException if there are too few of either kind, or if the score is not higher for wanted leads
   */
  public Learnt learn() {
    List<Sample> ordered =
        samples.stream().sorted(Comparator.comparing(Sample::at)).toList();
    List<Sample> first = ordered.subList(0, ordered.size() * TRAINED / ALL);
    List<Sample> last = ordered.subList(first.size(), ordered.size());
    long wanted = first.stream().filter(Sample::label).count();
    if (wanted < ModelTrainer.MIN_OF_EACH_CLASS
        || first.size() - wanted < ModelTrainer.MIN_OF_EACH_CLASS) {
      throw new IllegalArgumentException("of " + samples.size() + " labelled leads the oldest "
          + first.size() + " would be trained on, " + wanted + " of them wanted and "
          + (first.size() - wanted) + " not; expected at least " + ModelTrainer.MIN_OF_EACH_CLASS
          + " of each");
    }
    var regression = new Regression(first);
    regression.fitScale();
    if (regression.scale <= 0) {
      throw new IllegalArgumentException("the score is not higher for wanted leads than"
          + " for others; expected the labels the other way round, or other rules");
    }
    regression.fit();
    List<Proposal> proposals = proposals(regression, first);
    return new Learnt(
        proposals,
        area(last, rules.stream().mapToInt(Rule::add).toArray()),
        area(last, proposals.stream().mapToInt(Proposal::proposed).toArray()),
        last.size());
  }

  private List<Proposal> proposals(Regression regression, List<Sample> first) {
    var proposals = new ArrayList<Proposal>();
    for (int i = 0; i < rules.size(); i++) {
      int number = i;
      int times = (int) first.stream().filter(one -> one.shares[number] > 0).count();
      Rule rule = rules.get(i);
      int proposed =
          times == 0 ? rule.add() : (int) StrictMath.rint(regression.weights[i] / regression.scale);
      proposals.add(new Proposal(rule.id(), times, rule.add(), proposed));
    }
    return proposals;
  }

  private static double area(List<Sample> samples, int[] points) {
    var answers = new ArrayList<Answered>(samples.size());
    for (Sample sample : samples) {
      double sum = 0;
      for (int i = 0; i < points.length; i++) {
        sum += points[i] * sample.shares[i];
      }
      answers.add(new Answered((long) StrictMath.rint(sum * Model.ONE), sample.label));
    }
    return ModelEvaluation.of(answers).rocArea();
  }

  /** Fits weights as logits by coordinate-wise Newton steps. */
  private final class Regression {

    private final List<Sample> samples;
    private final double[] logits;
    private final double[] weights = new double[rules.size()];
    private double scale;

    Regression(List<Sample> samples) {
      this.samples = samples;
      this.logits = new double[samples.size()];
    }

    /** The logit of one point with the present rules. */
    void fitScale() {
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        double change = step(sample -> sample.gross, 0, SETTLED);
        scale += change;
        for (int i = 0; i < logits.length; i++) {
          logits[i] += change * samples.get(i).gross;
        }
        moveIntercept();
        if (Math.abs(change) < SETTLED) {
          break;
        }
      }
    }

    /** The logit of each rule, regularised towards its present value. */
    void fit() {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = scale * rules.get(i).add();
      }
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        double moved = 0;
        for (int i = 0; i < weights.length; i++) {
          moved = Math.max(moved, Math.abs(move(i)));
        }
        moveIntercept();
        if (moved < SETTLED) {
          break;
        }
      }
    }

    private double move(int rule) {
      double now = scale * rules.get(rule).add();
      double moved = weights[rule]
          + step(sample -> sample.shares[rule], PENALTY * (weights[rule] - now), PENALTY);
      moved = now > 0 ? Math.max(0, moved) : Math.min(0, moved);
      double change = moved - weights[rule];
      weights[rule] = moved;
      for (int i = 0; i < logits.length && change != 0; i++) {
        logits[i] += change * samples.get(i).shares[rule];
      }
      return change;
    }

    private void moveIntercept() {
      double change = step(sample -> 1, 0, SETTLED);
      for (int i = 0; i < logits.length; i++) {
        logits[i] += change;
      }
    }

    /** A Newton step along one coordinate, limited to a change of the odds by the factor e. */
    private double step(Along along, double slope, double curvature) {
      double gradient = slope;
      double bend = curvature;
      for (int i = 0; i < logits.length; i++) {
        Sample sample = samples.get(i);
        double share = along.of(sample);
        if (share != 0) {
          double probability = LogisticRegression.probability(logits[i]);
          gradient += (probability - (sample.label ? 1 : 0)) * share;
          bend += probability * (1 - probability) * share * share;
        }
      }
      return Math.max(-1, Math.min(1, -gradient / bend));
    }
  }

  private interface Along {
    double of(Sample sample);
  }
}
