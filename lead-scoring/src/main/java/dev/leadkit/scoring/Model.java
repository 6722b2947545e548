// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.scoring.Features.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A linear model: the logit of the probability that a lead has the label of the model, as a sum over the words and field values of the lead.
 *
 * <p>Each word and each field with its value has a weight, which is found by a hash: the file of a model contains no words of a sender, and
 * words that did not occur in training have no weight or, rarely, that of another. Weights are whole thousandths of the natural logarithm of
 * the odds (the logit), so that the sum is exact, the same on every machine, and explains itself. A word counts once, however often
 * it occurs.
 *
 * <p>Immutable, pure and thread-safe.
 */
public final class Model {

  /** The scale of weights: 1 in thousandths. */
  static final int ONE = 1_000;

  /** The maximum of a weight in both directions: odds of e<sup>30</sup> to one. */
  static final int MAX_WEIGHT = 30 * ONE;

  static final int MIN_BITS = 8;
  static final int MAX_BITS = 22;

  private final String hash;
  private final int bits;
  private final int[] weights;
  private final int intercept;
  private final Provenance provenance;

  /** @param weights by the hash of their feature; 2 to the power of {@code bits} */
  Model(int bits, int[] weights, int intercept, Provenance provenance) {
    this.bits = bits;
    this.weights = weights.clone();
    this.intercept = intercept;
    this.provenance = provenance;
    this.hash = ModelFile.hash(this);
  }

  /**
   * The provenance of a model.
   *
   * @param label the label that it recognises
   * @param against the label that it distinguishes it from
   * @param data the hash of the training data: {@code sha256:} and 64 hexadecimal digits
   * @param examples the number of training leads
   * @param positives the number of them with the label
   * @param metrics measured on leads that it was not trained on, by name
   */
  public record Provenance(
      String label,
      String against,
      String data,
      int examples,
      int positives,
      List<Metric> metrics) {

    public Provenance {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(against, "against");
      Objects.requireNonNull(data, "data");
      Objects.requireNonNull(metrics, "metrics");
      metrics = List.copyOf(metrics);
    }
  }

  /** A figure as text. */
  public record Metric(String name, String value) {
    public Metric {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * A word or field value of a lead, and its weight.
   *
   * @param evidence the word or value, with its first position
   * @param weight in thousandths of a logit
   */
  public record Term(Evidence evidence, int weight) {
    public Term {
      Objects.requireNonNull(evidence, "evidence");
    }
  }

  /**
   * Reads a model from the text of its file.
   *
   * @throws IllegalArgumentException if it is not a model; the message has the place and what was expected
   */
  public static Model read(String name, String text) {
    return ModelFile.read(name, text);
  }

  /** The JSON of its file; {@link #read} returns an equal model. */
  public String json() {
    return ModelFile.write(this);
  }

  /** The identity of the model by its weights: {@code sha256:} and 64 hexadecimal digits. */
  public String hash() {
    return hash;
  }

  /** The provenance of the model. */
  public Provenance provenance() {
    return provenance;
  }

  /** The logit of a lead without any known feature, in thousandths. */
  public int intercept() {
    return intercept;
  }

  int bits() {
    return bits;
  }

  int[] weights() {
    return weights.clone();
  }

  /** The logit of a lead, in thousandths: the sum of {@link #intercept} and the weights of all {@link #terms}. */
  public long logit(Features features, Lead lead) {
    var sum = new Sum();
    features.read(lead, sum);
    return sum.logit;
  }

  /** The terms of the logit of a lead without the intercept, by descending weight, without those of weight 0. */
  public List<Term> terms(Features features, Lead lead) {
    var terms = new Terms();
    features.read(lead, terms);
    terms.found.sort(Comparator.comparingInt((Term term) -> -Math.abs(term.weight)));
    return List.copyOf(terms.found);
  }

  /** The probability of a logit, from 0 to 1. */
  public static double probability(long logit) {
    return 1 / (1 + StrictMath.exp(-logit / (double) ONE));
  }

  @Override
  public String toString() {
    return "Model[" + provenance.label + " against " + provenance.against + ", " + hash + "]";
  }

  /** The index of a word or value. */
  static int index(int hash, int bits) {
    return hash >>> Integer.SIZE - bits;
  }

  /** Adds up the weights of features, each once. */
  private class Sum implements Features.Sink {

    private final Indexes seen = new Indexes();
    long logit = intercept;

    @Override
    public final void word(char[] letters, int length, Place place, int start, int end) {
      int index = index(FeatureHash.word(letters, length), bits);
      if (weights[index] != 0 && seen.add(index)) {
        logit += weights[index];
        addedWord(index, place, start, end);
      }
    }

    @Override
    public final void field(String name, String value) {
      int index = index(FeatureHash.field(name, value), bits);
      if (weights[index] != 0 && seen.add(index)) {
        logit += weights[index];
        addedField(index, name, value);
      }
    }

    void addedWord(int index, Place place, int start, int end) {}

    void addedField(int index, String name, String value) {}
  }

  private final class Terms extends Sum {

    private final List<Term> found = new ArrayList<>();

    @Override
    void addedWord(int index, Place place, int start, int end) {
      found.add(new Term(
          Evidence.of(
              place.part(), place.text().substring(start, end), place.message(), start, end),
          weights[index]));
    }

    @Override
    void addedField(int index, String name, String value) {
      found.add(new Term(Evidence.of(name, value), weights[index]));
    }
  }

  /** A set of indexes in the table of weights. */
  private static final class Indexes {

    private int[] slots = new int[256];
    private int size;

    Indexes() {
      Arrays.fill(slots, -1);
    }

    boolean add(int index) {
      int slot = index * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(slots.length - 1);
      while (slots[slot] >= 0) {
        if (slots[slot] == index) {
          return false;
        }
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = index;
      if (++size * 2 > slots.length) {
        grow();
      }
      return true;
    }

    private void grow() {
      int[] old = slots;
      slots = new int[old.length * 2];
      Arrays.fill(slots, -1);
      size = 0;
      for (int index : old) {
        if (index >= 0) {
          add(index);
        }
      }
    }
  }
}
