// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import java.util.List;

/**
 * Logistic regression with an L2 penalty over binary features, trained by AdaGrad. Examples are visited in a fixed order, so that the same
 * examples give the same weights on every machine.
 */
final class LogisticRegression {

  /**
   * @param indexes of the features that are present, each once
   * @param label whether the example has the label
   */
  record Example(int[] indexes, boolean label) {}

  private static final int PASSES = 12;
  private static final double RATE = 0.2;

  /** The multiplier of the linear congruence that permutes the examples differently in each pass. */
  private static final long STRIDE = 2_654_435_761L;

  private final double[] weights;
  private final double[] squares;
  private double intercept;
  private double interceptSquares;

  private LogisticRegression(int size) {
    weights = new double[size];
    squares = new double[size];
  }

  /**
   * Trains the weights.
   *
   * @param size the number of features
   * @param penalty of a squared weight against the loss of one example; more than 0
   */
  static LogisticRegression train(List<Example> examples, int size, double penalty) {
    var regression = new LogisticRegression(size);
    int count = examples.size();
    long positives = examples.stream().filter(Example::label).count();
    regression.intercept = StrictMath.log((positives + 0.5) / (count - positives + 0.5));
    for (int pass = 0; pass < PASSES; pass++) {
      int stride = coprime(STRIDE + 2L * pass, count);
      for (int i = 0, at = pass % count;
          i < count;
          i++, at = (int) ((at + (long) stride) % count)) {
        regression.learn(examples.get(at), penalty / count);
      }
    }
    return regression;
  }

  private static int coprime(long wanted, int count) {
    int stride = (int) Math.max(1, wanted % count);
    while (greatestCommonDivisor(stride, count) != 1) {
      stride++;
    }
    return stride;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private void learn(Example example, double penalty) {
    double error = probability(logit(example.indexes)) - (example.label ? 1 : 0);
    interceptSquares += error * error;
    intercept -= RATE * error / StrictMath.sqrt(interceptSquares + 1);
    for (int index : example.indexes) {
      double gradient = error + penalty * weights[index];
      squares[index] += gradient * gradient;
      weights[index] -= RATE * gradient / StrictMath.sqrt(squares[index] + 1e-9);
    }
  }

  double logit(int[] indexes) {
    double logit = intercept;
    for (int index : indexes) {
      logit += weights[index];
    }
    return logit;
  }

  double weight(int index) {
    return weights[index];
  }

  double intercept() {
    return intercept;
  }

  static double probability(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }
}
