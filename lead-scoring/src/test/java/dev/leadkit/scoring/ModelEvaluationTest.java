// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.scoring.ModelEvaluation.Answered;
import dev.leadkit.scoring.ModelEvaluation.Tenth;
import dev.leadkit.scoring.ModelEvaluation.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The figures of an evaluation are what their definitions say, calculated here the long way round. */
class ModelEvaluationTest {

  /** Logits from -4 to 4 in steps of a quarter, so that there are ties, with labels that follow them. */
  private static List<Answered> answers(int number) {
    var random = new Random(12);
    var answers = new ArrayList<Answered>();
    for (int i = 0; i < number; i++) {
      long logit = 250L * (random.nextInt(33) - 16);
      answers.add(new Answered(logit, random.nextDouble() < Model.probability(logit)));
    }
    return answers;
  }

  @Test
  void the_area_is_computed_over_all_pairs_and_the_precision_over_all_ranks() {
    List<Answered> answers = answers(200);
    double right = 0;
    int pairs = 0;
    for (Answered with : answers) {
      for (Answered without : answers) {
        if (with.label() && !without.label()) {
          pairs++;
          right += with.logit() > without.logit() ? 1 : with.logit() == without.logit() ? 0.5 : 0;
        }
      }
    }
    double precision = 0;
    int positives = 0;
    for (Answered with : answers) {
      if (with.label()) {
        positives++;
        long asHigh =
            answers.stream().filter(one -> one.logit() >= with.logit()).count();
        long found = answers.stream()
            .filter(one -> one.label() && one.logit() >= with.logit())
            .count();
        precision += found / (double) asHigh;
      }
    }
    ModelEvaluation evaluation = ModelEvaluation.of(answers);
    assertEquals(200, evaluation.examples());
    assertEquals(positives, evaluation.positives());
    assertEquals(right / pairs, evaluation.rocArea(), 1e-12);
    assertEquals(precision / positives, evaluation.averagePrecision(), 1e-12);
  }

  @Test
  void losses_are_means_over_the_leads() {
    List<Answered> answers = answers(100);
    double loss = 0;
    double distance = 0;
    for (Answered answer : answers) {
      double probability = 1 / (1 + Math.exp(-answer.logit() / 1000.0));
      loss += -Math.log(answer.label() ? probability : 1 - probability);
      distance += Math.pow(probability - (answer.label() ? 1 : 0), 2);
    }
    ModelEvaluation evaluation = ModelEvaluation.of(answers);
    assertEquals(loss / 100, evaluation.logLoss(), 1e-9);
    assertEquals(distance / 100, evaluation.brier(), 1e-9);
  }

  @Test
  void a_model_that_was_sure_and_wrong_loses_much_but_not_everything() {
    ModelEvaluation wrong =
        ModelEvaluation.of(List.of(new Answered(900_000, false), new Answered(-900_000, true)));
    assertEquals(-Math.log(1e-15), wrong.logLoss(), 1e-9);
    assertEquals(1, wrong.brier(), 1e-9);
    assertEquals(1, wrong.calibrationError(), 1e-9);
  }

  @Test
  void the_calibration_has_a_row_for_each_tenth_that_has_leads() {
    // ln 9 and -ln 9 are 90 % and 10 %, in thousandths a little less sure; 0 is 50 %
    ModelEvaluation evaluation = ModelEvaluation.of(List.of(
        new Answered(2_197, true),
        new Answered(2_197, true),
        new Answered(2_197, false),
        new Answered(0, true),
        new Answered(-2_197, false),
        new Answered(30_000, true)));
    double nine = Model.probability(2_197);
    List<Tenth> tenths = evaluation.calibration();
    assertEquals(List.of(0.1, 0.5, 0.8, 0.9), tenths.stream().map(Tenth::from).toList());
    assertEquals(List.of(1, 1, 3, 1), tenths.stream().map(Tenth::examples).toList());
    assertEquals(0.5, tenths.get(1).said(), 1e-9);
    assertEquals(nine, tenths.get(2).said(), 1e-9);
    assertEquals(2 / 3.0, tenths.get(2).happened(), 1e-9);
    assertEquals(
        (1 * (1 - nine) + 1 * 0.5 + 3 * (nine - 2 / 3.0)) / 6, evaluation.calibrationError(), 1e-9);
  }

  @Test
  void a_threshold_counts_what_is_at_or_above_it() {
    ModelEvaluation evaluation = ModelEvaluation.of(answers(300));
    assertEquals(19, evaluation.curve().size());
    for (int i = 0; i < 19; i++) {
      double probability = (i + 1) / 20.0;
      List<Answered> above =
          answers(300).stream().filter(one -> one.probability() >= probability).toList();
      int found = (int) above.stream().filter(Answered::label).count();
      assertEquals(
          new Threshold(probability, found, above.size() - found),
          evaluation.curve().get(i));
    }
  }

  @Test
  void without_leads_of_both_kinds_there_is_no_area_and_no_precision() {
    ModelEvaluation none = ModelEvaluation.of(List.of());
    ModelEvaluation one = ModelEvaluation.of(List.of(new Answered(1, true)));
    ModelEvaluation other = ModelEvaluation.of(List.of(new Answered(1, false)));
    for (ModelEvaluation evaluation : List.of(none, one, other)) {
      assertTrue(Double.isNaN(evaluation.rocArea()), evaluation.toString());
      assertTrue(Double.isNaN(evaluation.averagePrecision()), evaluation.toString());
      assertFalse(
          evaluation.metrics().stream().anyMatch(metric -> metric.value().contains("NaN")),
          "what is not a number is left out");
    }
    assertEquals(0, none.logLoss());
    assertEquals(List.of(), none.calibration());
  }

  @Test
  void the_report_is_json_with_four_digits() {
    String json = ModelEvaluation.of(List.of(
            new Answered(2_197, true),
            new Answered(0, false),
            new Answered(-2_197, true),
            new Answered(-2_197, false)))
        .json();
    assertTrue(
        json.startsWith("{\"test_examples\":4,\"test_positives\":2,\"roc_auc\":0.6250,"
            + "\"average_precision\":0.7500,\"log_loss\":0.8016,\"brier\":0.2700,"
            + "\"calibration_error\":0.3500,"
            + "\"calibration\":[{\"from\":0.1,\"examples\":2,\"said\":0.1000,\"happened\":0.5000},"
            + "{\"from\":0.5,\"examples\":1,\"said\":0.5000,\"happened\":0.0000},"
            + "{\"from\":0.8,\"examples\":1,\"said\":0.9000,\"happened\":1.0000}],"
            + "\"curve\":[{\"probability\":0.05,\"found\":2,\"mistaken\":2},"
            + "{\"probability\":0.1,\"found\":2,\"mistaken\":2},"),
        json);
    assertTrue(json.endsWith(",{\"probability\":0.95,\"found\":0,\"mistaken\":0}]}"), json);
  }

  @Test
  void the_order_of_the_leads_makes_no_difference() {
    List<Answered> sorted = new ArrayList<>(answers(50));
    sorted.sort(Comparator.comparingLong(Answered::logit));
    assertEquals(
        ModelEvaluation.of(sorted).rocArea(), ModelEvaluation.of(answers(50)).rocArea());
  }
}
