// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Blob;
import dev.leadkit.Lead;
import dev.leadkit.scoring.Features.Place;
import dev.leadkit.scoring.LogisticRegression.Example;
import dev.leadkit.scoring.Model.Metric;
import dev.leadkit.scoring.Model.Provenance;
import dev.leadkit.scoring.ModelEvaluation.Answered;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Trains a {@link Model} on labelled leads.
 *
 * <p>It trains on the oldest 70 % of the leads, calibrates the probabilities on the next 15 % (Platt scaling), and evaluates on the newest 15 %:
 * a model judges future leads, so it is tested on leads that are newer than all that it was trained on. The same leads give the same model, byte
 * for byte, on every machine.
 *
 * <p>Not thread-safe.
 */
public final class ModelTrainer {

  /** The minimum number of leads of each kind among those that are trained on. */
  public static final int MIN_OF_EACH_CLASS = 20;

  private static final int BITS = 18;
  private static final double PENALTY = 1;
  private static final int TRAINED = 70;
  private static final int CALIBRATED = 85;
  private static final int ALL = 100;

  private record Sample(Instant at, Example example) {}

  /**
   * A model and its evaluation.
   *
   * @param evaluation on the newest leads, which were not used for training or calibration
   * @param trained the number of leads that it was trained on
   * @param calibrated the number of leads that calibrated it; 0 if they all had one label, so that it is not calibrated
   */
  public record Trained(Model model, ModelEvaluation evaluation, int trained, int calibrated) {
    public Trained {
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(evaluation, "evaluation");
    }
  }

  private final Features features;
  private final String label;
  private final String against;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * Creates a trainer without leads.
   *
   * @param label the label that the model recognises
   * @param against the label that it distinguishes it from
   */
  public ModelTrainer(Features features, String label, String against) {
    this.features = features;
    this.label = label;
    this.against = against;
  }

  /**
   * Adds a lead as it was before its first decision.
   *
   * @param labelled whether it has the label that the model recognises
   */
  public void add(Lead lead, boolean labelled) {
    Instant at =
        lead.messages().isEmpty() ? lead.asOf() : lead.messages().get(0).receivedAt();
    samples.add(new Sample(at, new Example(indexes(lead), labelled)));
  }

  private int[] indexes(Lead lead) {
    var indexes = new TreeSet<Integer>();
    features.read(lead, new Features.Sink() {
      @Override
      public void word(char[] letters, int length, Place place, int start, int end) {
        indexes.add(Model.index(FeatureHash.word(letters, length), BITS));
      }

      @Override
      public void field(String name, String value) {
        indexes.add(Model.index(FeatureHash.field(name, value), BITS));
      }
    });
    return indexes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The number of leads that were added. */
  public int size() {
    return samples.size();
  }

  /**
   * Trains, calibrates and evaluates a model on all leads that were added.
   *
   * @throws IllegalArgumentException if there are too few of either kind; the message has the numbers
   */
  public Trained train() {
    List<Example> examples = samples.stream()
        .sorted(Comparator.comparing(Sample::at))
        .map(Sample::example)
        .toList();
    int trained = examples.size() * TRAINED / ALL;
    int calibrated = examples.size() * CALIBRATED / ALL;
    List<Example> first = examples.subList(0, trained);
    List<Example> second = examples.subList(trained, calibrated);
    List<Example> last = examples.subList(calibrated, examples.size());
    check(first);
    var regression = LogisticRegression.train(first, 1 << BITS, PENALTY);
    boolean isCalibrated = positives(second) > 0 && positives(second) < second.size();
    Calibration line = isCalibrated ? Calibration.of(regression, second) : Calibration.NONE;
    ModelEvaluation evaluation = evaluation(model(regression, line, examples, List.of()), last);
    var metrics = new ArrayList<Metric>();
    metrics.add(new Metric("train_examples", String.valueOf(first.size())));
    metrics.add(new Metric("train_positives", String.valueOf(positives(first))));
    metrics.add(
        new Metric("calibration_examples", String.valueOf(isCalibrated ? second.size() : 0)));
    metrics.addAll(evaluation.metrics());
    return new Trained(
        model(regression, line, examples, metrics),
        evaluation,
        first.size(),
        isCalibrated ? second.size() : 0);
  }

  private void check(List<Example> first) {
    int positives = positives(first);
    int negatives = first.size() - positives;
    if (positives < MIN_OF_EACH_CLASS || negatives < MIN_OF_EACH_CLASS) {
      throw new IllegalArgumentException("of " + samples.size() + " labelled leads the oldest "
          + first.size() + " would be trained on, " + positives + " of them " + label + " and "
          + negatives + " " + against + "; expected at least " + MIN_OF_EACH_CLASS + " of each");
    }
  }

  private static int positives(List<Example> examples) {
    return (int) examples.stream().filter(Example::label).count();
  }

  private Model model(
      LogisticRegression regression, Calibration line, List<Example> all, List<Metric> metrics) {
    int[] weights = new int[1 << BITS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = thousandths(line.slope * regression.weight(i), Model.MAX_WEIGHT);
    }
    int intercept =
        thousandths(line.slope * regression.intercept() + line.intercept, 100 * Model.ONE);
    var provenance = new Provenance(label, against, hash(all), all.size(), positives(all), metrics);
    return new Model(BITS, weights, intercept, provenance);
  }

  private static int thousandths(double weight, int most) {
    return (int) Math.max(-most, Math.min(most, StrictMath.rint(weight * Model.ONE)));
  }

  private static ModelEvaluation evaluation(Model model, List<Example> examples) {
    int[] weights = model.weights();
    var answers = new ArrayList<Answered>(examples.size());
    for (Example example : examples) {
      long logit = model.intercept();
      for (int index : example.indexes()) {
        logit += weights[index];
      }
      answers.add(new Answered(logit, example.label()));
    }
    return ModelEvaluation.of(answers);
  }

  /**
   * Evaluates a model on the leads that were added; it should not have been trained on any of them.
   *
   * @param model a model with the label of this trainer
   */
  public ModelEvaluation evaluate(Model model) {
    if (model.bits() != BITS) {
      throw new IllegalArgumentException("model: expected " + BITS + " bits, got " + model.bits());
    }
    return evaluation(model, samples.stream().map(Sample::example).toList());
  }

  private static String hash(List<Example> examples) {
    int numbers =
        examples.stream().mapToInt(example -> 2 + example.indexes().length).sum();
    ByteBuffer octets = ByteBuffer.allocate(Math.multiplyExact(numbers, Integer.BYTES));
    for (Example example : examples) {
      octets.putInt(example.label() ? 1 : 0).putInt(example.indexes().length);
      for (int index : example.indexes()) {
        octets.putInt(index);
      }
    }
    return "sha256:" + Blob.of(octets.array()).sha256();
  }

  /**
   * Turns logits into probabilities (Platt, Probabilistic Outputs for Support Vector Machines, 1999): a linear function, fitted by Newton's
   * method with the prior of that paper, so that it is never steeper than its examples justify.
   */
  private record Calibration(double slope, double intercept) {

    static final Calibration NONE = new Calibration(1, 0);

    private static final int STEPS = 50;
    private static final double MIN_SLOPE = 0.05;
    private static final double SMALL = 1e-9;

    static Calibration of(LogisticRegression regression, List<Example> examples) {
      int positives = positives(examples);
      double high = (positives + 1.0) / (positives + 2.0);
      double low = 1.0 / (examples.size() - positives + 2.0);
      double slope = 1;
      double intercept = 0;
      for (int step = 0; step < STEPS; step++) {
        double toSlope = 0;
        double toIntercept = 0;
        double slopes = SMALL;
        double both = 0;
        double intercepts = SMALL;
        for (Example example : examples) {
          double logit = regression.logit(example.indexes());
          double probability = LogisticRegression.probability(slope * logit + intercept);
          double error = probability - (example.label() ? high : low);
          double weight = probability * (1 - probability);
          toSlope += error * logit;
          toIntercept += error;
          slopes += weight * logit * logit;
          both += weight * logit;
          intercepts += weight;
        }
        double determinant = slopes * intercepts - both * both;
        if (determinant < SMALL) {
          break;
        }
        double slopeStep = (intercepts * toSlope - both * toIntercept) / determinant;
        double interceptStep = (slopes * toIntercept - both * toSlope) / determinant;
        slope -= Math.max(-1, Math.min(1, slopeStep));
        intercept -= Math.max(-2, Math.min(2, interceptStep));
        if (Math.abs(slopeStep) + Math.abs(interceptStep) < SMALL) {
          break;
        }
      }
      return new Calibration(Math.max(MIN_SLOPE, slope), intercept);
    }
  }
}
