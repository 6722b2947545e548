// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.scoring.ModelEvaluation.Answered;
import dev.leadkit.scoring.ModelTrainer.Trained;
import dev.leadkit.tck.Leads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {

  @Test
  void a_learnable_label_is_learnt() {
    Trained trained = Models.trainer(3, 2_000).train();
    assertTrue(trained.evaluation().rocArea() > 0.85, trained.evaluation().toString());
    assertTrue(
        trained.evaluation().calibrationError() < 0.1, trained.evaluation().toString());
    assertEquals(1_400, trained.trained());
    assertEquals(300, trained.calibrated());
    assertEquals(300, trained.evaluation().examples());
    assertEquals(2_000, trained.model().provenance().examples());
  }

  @Test
  void a_random_label_is_not_learnt() {
    var random = new Random(4);
    var trainer = new ModelTrainer(Models.FEATURES, "spam", "ham");
    for (int i = 0; i < 2_000; i++) {
      trainer.add(Models.lead(random.nextBoolean(), random), random.nextBoolean());
    }
    assertEquals(0.5, trainer.train().evaluation().rocArea(), 0.12);
  }

  @Test
  void the_same_leads_give_the_same_model_and_others_another() {
    String first = Models.trainer(5, 300).train().model().json();
    assertEquals(first, Models.trainer(5, 300).train().model().json());
    assertNotEquals(first, Models.trainer(6, 300).train().model().json());
  }

  @Test
  void the_model_is_tested_on_the_newest_leads_and_not_trained_on_them() {
    var trainer = new ModelTrainer(Models.FEATURES, "spam", "ham");
    var random = new Random(8);
    for (int i = 0; i < 1_000; i++) {
      boolean unwanted = random.nextBoolean();
      // the newest leads are labelled the wrong way round
      var lead = Models.lead(unwanted, random);
      boolean isLast = lead.messages().get(0).receivedAt().isAfter(Leads.NOON.plusSeconds(860_000));
      trainer.add(lead, unwanted != isLast);
    }
    assertTrue(trainer.train().evaluation().rocArea() < 0.2);
  }

  @Test
  void too_few_of_either_kind_are_refused_with_their_numbers() {
    var trainer = new ModelTrainer(Models.FEATURES, "spam", "ham");
    var random = new Random(9);
    for (int i = 0; i < 100; i++) {
      trainer.add(Models.lead(false, random), false);
    }
    var refused = assertThrows(IllegalArgumentException.class, trainer::train);
    assertEquals(
        "of 100 labelled leads the oldest 70 would be trained on, 0 of them spam and 70 ham;"
            + " expected at least 20 of each",
        refused.getMessage());
  }

  @Test
  void a_model_can_be_evaluated_on_other_leads_later() {
    Model model = Models.model();
    assertTrue(Models.trainer(77, 500).evaluate(model).rocArea() > 0.85);
  }

  /**
   * The line through the logits is the one of most likelihood for Platt's targets: the derivative by its slope and by its intercept is 0 on
   * the leads that calibrated it.
   */
  @Test
  void the_calibration_fits_the_leads_between_those_trained_on_and_those_tested_on() {
    var random = new Random(31);
    var trainer = new ModelTrainer(Models.FEATURES, "spam", "ham");
    Map<Lead, Boolean> labels = new IdentityHashMap<>();
    for (int i = 0; i < 400; i++) {
      boolean unwanted = random.nextInt(3) == 0;
      Lead lead = Models.lead(unwanted, random);
      // some mistakes of those who label, without which the line would have no end of slope
      labels.put(lead, unwanted != (i % 9 == 0));
      trainer.add(lead, labels.get(lead));
    }
    Model model = trainer.train().model();
    List<Lead> middle = labels.keySet().stream()
        .sorted(Comparator.comparing(lead -> lead.messages().get(0).receivedAt()))
        .toList()
        .subList(280, 340);
    long positives = middle.stream().filter(labels::get).count();
    double bySlope = 0;
    double byIntercept = 0;
    for (Lead lead : middle) {
      long logit = model.logit(Models.FEATURES, lead);
      double target = labels.get(lead)
          ? (positives + 1.0) / (positives + 2.0)
          : 1.0 / (middle.size() - positives + 2.0);
      byIntercept += Model.probability(logit) - target;
      bySlope += (Model.probability(logit) - target) * logit / 1000;
    }
    assertEquals(0, byIntercept, 0.1);
    assertEquals(0, bySlope, 0.1);
  }

  /**
   * The same leads give the same model on every machine, byte for byte. A change here is a change of what hosts get from their leads: the
   * changelog tells of it.
   */
  @Test
  void the_model_of_these_leads_never_changes() {
    Trained trained = Models.trainer(21, 300).train();
    Model model = trained.model();
    assertEquals(
        "sha256:7788dc2432034837b1551fea8a80d11796dadfe07ade14d0cadc2cdf5ccfff79", model.hash());
    assertEquals(
        "sha256:3c703963f0cc73567bff484e1b72a69a76d84b48d8cf04a8c7cd11af96c04a11",
        model.provenance().data());
    assertEquals(
        List.of(
            "train_examples 210",
            "train_positives 66",
            "calibration_examples 45",
            "test_examples 45",
            "test_positives 19",
            "roc_auc 0.8664",
            "average_precision 0.7585",
            "log_loss 0.5529",
            "brier 0.1905",
            "calibration_error 0.1693"),
        model.provenance().metrics().stream()
            .map(metric -> metric.name() + " " + metric.value())
            .toList());
  }

  @Test
  void twenty_of_each_kind_are_enough_and_nineteen_are_not() {
    // of 60 leads the oldest 42 are trained on
    assertEquals(42, ofKinds(20, 60).train().trained());
    assertEquals(42, ofKinds(22, 60).train().trained());
    assertThrows(IllegalArgumentException.class, () -> ofKinds(19, 60).train());
    assertThrows(IllegalArgumentException.class, () -> ofKinds(23, 60).train());
  }

  @Test
  void without_both_kinds_among_the_calibration_leads_nothing_is_calibrated() {
    Trained none = ofKinds(20, 60).train();
    assertEquals(0, none.calibrated());
    assertTrue(
        none.model().provenance().metrics().contains(new Model.Metric("calibration_examples", "0")),
        none.model().provenance().toString());
    Trained only = ofKinds(20, 100).train();
    assertEquals(0, only.calibrated());
    Trained some = trainer(100, 15, number -> number % 2 == 0).train();
    assertEquals(15, some.calibrated());
    assertTrue(
        some.model()
            .provenance()
            .metrics()
            .contains(new Model.Metric("calibration_examples", "15")),
        some.model().provenance().toString());
  }

  @Test
  void leads_that_all_have_the_label_do_not_calibrate_either() {
    assertEquals(
        0, trainer(100, 15, number -> number % 2 == 0 || number >= 70).train().calibrated());
  }

  @Test
  void a_lead_is_as_old_as_its_first_message() {
    var random = new Random(15);
    var trainer = new ModelTrainer(Models.FEATURES, "spam", "ham");
    for (int i = 0; i < 60; i++) {
      int second = i;
      Lead lead = Models.lead(i < 20, random, () -> second);
      Lead reopened = lead.apply(new LeadEvent(
          lead.id(),
          lead.seq() + 1,
          Leads.NOON.plusSeconds(1_000),
          new Fact.Reopened("kim", "asked again")));
      trainer.add(i < 20 ? reopened : lead, i < 20);
    }
    // by the last event the twenty with the label would be the newest, too few to train on
    assertEquals(42, trainer.train().trained());
  }

  /** The given number of oldest leads have the label, and no others. */
  private static ModelTrainer ofKinds(int positives, int all) {
    return trainer(all, 17, number -> number < positives);
  }

  private static ModelTrainer trainer(int all, long seed, IntPredicate labelled) {
    var random = new Random(seed);
    var trainer = new ModelTrainer(Models.FEATURES, "spam", "ham");
    for (int i = 0; i < all; i++) {
      int second = i;
      trainer.add(Models.lead(labelled.test(i), random, () -> second), labelled.test(i));
    }
    return trainer;
  }

  @Test
  void leads_are_counted() {
    assertEquals(0, Models.trainer(1, 0).size());
    assertEquals(7, Models.trainer(1, 7).size());
  }

  @Test
  void a_model_of_another_size_is_refused() {
    Model small =
        new Model(10, new int[1 << 10], 0, new Model.Provenance("a", "b", "", 0, 0, List.of()));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Models.trainer(1, 10).evaluate(small));
    assertEquals("model: expected 18 bits, got 10", refused.getMessage());
  }

  private static ModelEvaluation evaluation(Object... answers) {
    List<Answered> answered = new ArrayList<>();
    for (int i = 0; i < answers.length; i += 2) {
      answered.add(new Answered((int) answers[i], (boolean) answers[i + 1]));
    }
    return ModelEvaluation.of(answered);
  }

  @Test
  void an_area_is_the_share_of_pairs_in_the_right_order() {
    assertEquals(1, evaluation(2000, true, 1000, true, -1000, false).rocArea());
    assertEquals(0, evaluation(2000, false, 1000, true).rocArea());
    assertEquals(0.5, evaluation(1000, false, 1000, true).rocArea());
    assertEquals(0.75, evaluation(3, true, 2, false, 1, true, 0, false).rocArea());
    assertTrue(Double.isNaN(evaluation(3, true, 2, true).rocArea()));
  }

  @Test
  void a_precision_is_averaged_over_what_was_to_be_found() {
    assertEquals(
        (1 + 2 / 3.0) / 2, evaluation(3, true, 2, false, 1, true).averagePrecision(), 1e-9);
    assertTrue(Double.isNaN(evaluation(3, false).averagePrecision()));
  }

  @Test
  void a_constant_probability_of_one_half_has_the_loss_of_one_half() {
    ModelEvaluation half = evaluation(0, true, 0, false, 0, true, 0, false);
    assertEquals(Math.log(2), half.logLoss(), 1e-12);
    assertEquals(0.25, half.brier(), 1e-12);
    assertEquals(0, half.calibrationError(), 1e-12);
    assertEquals(List.of(new ModelEvaluation.Tenth(0.5, 4, 0.5, 0.5)), half.calibration());
    assertEquals(new ModelEvaluation.Threshold(0.5, 2, 2), half.curve().get(9));
    assertEquals(new ModelEvaluation.Threshold(0.55, 0, 0), half.curve().get(10));
  }
}
