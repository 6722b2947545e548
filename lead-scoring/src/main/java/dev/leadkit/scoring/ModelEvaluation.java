// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The quality of a model on leads that it was not trained on.
 *
 * <p>{@link #rocArea} and {@link #averagePrecision} need leads of both kinds and are {@link Double#NaN} if there is only one.
 *
 * @param examples the number of leads
 * @param positives the number of them with the label
 * @param rocArea the probability that of two leads, one with the label and one without, the model ranks the one with it higher; a tie counts
 *     one half
 * @param averagePrecision the area under the curve of precision over recall, in steps
 * @param logLoss the mean of -ln of the probability that the model gave to the true label; 0 is best, 0.693 is that of a constant 50 %
 * @param brier the mean squared difference of probability and truth (0 or 1); 0 is best
 * @param calibrationError the expected calibration error over ten bins of probability
 * @param calibration predicted and actual shares by tenth of probability; tenths without leads are left out
 * @param curve the effect of thresholds, from the lowest to the highest
 */
public record ModelEvaluation(
    int examples,
    int positives,
    double rocArea,
    double averagePrecision,
    double logLoss,
    double brier,
    double calibrationError,
    List<Tenth> calibration,
    List<Threshold> curve) {

  /**
   * The leads to which the model gave a probability in a tenth.
   *
   * @param from the lower bound of the tenth, inclusive
   * @param said the mean of the predicted probabilities
   * @param happened the actual share of leads with the label
   */
  public record Tenth(double from, int examples, double said, double happened) {}

  /**
   * The effect of a threshold: leads at or above it are taken to have the label.
   *
   * @param probability the threshold, inclusive
   * @param found the number of leads with the label at or above it
   * @param mistaken the number of other leads at or above it
   */
  public record Threshold(double probability, int found, int mistaken) {}

  /**
   * A lead that the model has judged.
   *
   * @param logit of the model, in thousandths
   * @param label whether it has the label
   */
  record Answered(long logit, boolean label) {
    double probability() {
      return Model.probability(logit);
    }
  }

  private static final int TENTHS = 10;
  private static final int THRESHOLDS = 20;
  private static final double SURE = 1e-15;

  public ModelEvaluation {
    Objects.requireNonNull(calibration, "calibration");
    Objects.requireNonNull(curve, "curve");
    calibration = List.copyOf(calibration);
    curve = List.copyOf(curve);
  }

  static ModelEvaluation of(List<Answered> answers) {
    List<Answered> ranked = new ArrayList<>(answers);
    ranked.sort((a, b) -> Long.compare(b.logit, a.logit));
    int positives = (int) ranked.stream().filter(Answered::label).count();
    double logLoss = 0;
    double brier = 0;
    for (Answered answer : ranked) {
      double truth = answer.label ? 1 : 0;
      double probability = answer.probability();
      double given = Math.max(SURE, answer.label ? probability : 1 - probability);
      logLoss -= StrictMath.log(given);
      brier += (probability - truth) * (probability - truth);
    }
    int count = Math.max(1, ranked.size());
    List<Tenth> tenths = tenths(ranked);
    double error = tenths.stream()
        .mapToDouble(tenth -> tenth.examples * Math.abs(tenth.said - tenth.happened))
        .sum();
    return new ModelEvaluation(
        ranked.size(),
        positives,
        rocArea(ranked, positives),
        averagePrecision(ranked, positives),
        logLoss / count,
        brier / count,
        error / count,
        tenths,
        curve(ranked));
  }

  /** The Mann-Whitney statistic. */
  private static double rocArea(List<Answered> ranked, int positives) {
    long negatives = ranked.size() - positives;
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    double above = 0;
    long passed = 0;
    for (int i = 0; i < ranked.size(); ) {
      int end = endOfTie(ranked, i);
      long with = ranked.subList(i, end).stream().filter(Answered::label).count();
      long without = end - i - with;
      above += without * (passed + with / 2.0);
      passed += with;
      i = end;
    }
    return above / ((double) positives * negatives);
  }

  private static double averagePrecision(List<Answered> ranked, int positives) {
    if (positives == 0 || positives == ranked.size()) {
      return Double.NaN;
    }
    double sum = 0;
    long found = 0;
    for (int i = 0; i < ranked.size(); ) {
      int end = endOfTie(ranked, i);
      long with = ranked.subList(i, end).stream().filter(Answered::label).count();
      found += with;
      sum += with * (double) found / end;
      i = end;
    }
    return sum / positives;
  }

  private static int endOfTie(List<Answered> ranked, int from) {
    int end = from;
    while (end < ranked.size() && ranked.get(end).logit == ranked.get(from).logit) {
      end++;
    }
    return end;
  }

  private static List<Tenth> tenths(List<Answered> ranked) {
    int[] counts = new int[TENTHS];
    int[] positives = new int[TENTHS];
    double[] said = new double[TENTHS];
    for (Answered answer : ranked) {
      int tenth = Math.min(TENTHS - 1, (int) (TENTHS * answer.probability()));
      counts[tenth]++;
      said[tenth] += answer.probability();
      positives[tenth] += answer.label ? 1 : 0;
    }
    var tenths = new ArrayList<Tenth>();
    for (int i = 0; i < TENTHS; i++) {
      if (counts[i] > 0) {
        double happened = positives[i] / (double) counts[i];
        tenths.add(new Tenth(i / (double) TENTHS, counts[i], said[i] / counts[i], happened));
      }
    }
    return tenths;
  }

  private static List<Threshold> curve(List<Answered> ranked) {
    var curve = new ArrayList<Threshold>();
    for (int i = 1; i < THRESHOLDS; i++) {
      double probability = i / (double) THRESHOLDS;
      int found = 0;
      int mistaken = 0;
      for (Answered answer : ranked) {
        boolean isAbove = answer.probability() >= probability;
        found += isAbove && answer.label ? 1 : 0;
        mistaken += isAbove && !answer.label ? 1 : 0;
      }
      curve.add(new Threshold(probability, found, mistaken));
    }
    return curve;
  }

  /** The figures by name, with four decimal places; figures that are not a number are left out. */
  public List<Model.Metric> metrics() {
    var metrics = new ArrayList<Model.Metric>();
    metrics.add(new Model.Metric("test_examples", String.valueOf(examples)));
    metrics.add(new Model.Metric("test_positives", String.valueOf(positives)));
    add(metrics, "roc_auc", rocArea);
    add(metrics, "average_precision", averagePrecision);
    add(metrics, "log_loss", logLoss);
    add(metrics, "brier", brier);
    add(metrics, "calibration_error", calibrationError);
    return metrics;
  }

  private static void add(List<Model.Metric> metrics, String name, double value) {
    if (!Double.isNaN(value)) {
      metrics.add(new Model.Metric(name, shown(value)));
    }
  }

  /** The whole report as JSON. */
  public String json() {
    var json = new StringBuilder("{");
    for (Model.Metric metric : metrics()) {
      json.append('"')
          .append(metric.name())
          .append("\":")
          .append(metric.value())
          .append(',');
    }
    json.append("\"calibration\":[");
    for (int i = 0; i < calibration.size(); i++) {
      Tenth tenth = calibration.get(i);
      json.append(i == 0 ? "" : ",");
      json.append(String.format(
          Locale.ROOT,
          "{\"from\":%s,\"examples\":%d,\"said\":%s,\"happened\":%s}",
          tenth.from,
          tenth.examples,
          shown(tenth.said),
          shown(tenth.happened)));
    }
    json.append("],\"curve\":[");
    for (int i = 0; i < curve.size(); i++) {
      Threshold point = curve.get(i);
      json.append(i == 0 ? "" : ",");
      json.append(String.format(
          Locale.ROOT,
          "{\"probability\":%s,\"found\":%d,\"mistaken\":%d}",
          point.probability,
          point.found,
          point.mistaken));
    }
    return json.append("]}").toString();
  }

  private static String shown(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }
}
