// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.scoring.ModelEvaluation.Answered;
import dev.leadkit.scoring.ModelTrainer.Trained;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {

  @Test
  void what_can_be_learnt_is_learnt() {
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
  void what_cannot_be_learnt_is_not() {
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
  void the_model_is_tested_on_what_came_last_and_learns_nothing_of_it() {
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
  void a_model_can_be_asked_about_other_leads_later() {
    Model model = Models.model();
    assertTrue(Models.trainer(77, 500).evaluate(model).rocArea() > 0.85);
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
  void who_always_says_half_loses_what_half_is_worth() {
    ModelEvaluation half = evaluation(0, true, 0, false, 0, true, 0, false);
    assertEquals(Math.log(2), half.logLoss(), 1e-12);
    assertEquals(0.25, half.brier(), 1e-12);
    assertEquals(0, half.calibrationError(), 1e-12);
    assertEquals(List.of(new ModelEvaluation.Tenth(0.5, 4, 0.5, 0.5)), half.calibration());
    assertEquals(new ModelEvaluation.Threshold(0.5, 2, 2), half.curve().get(9));
    assertEquals(new ModelEvaluation.Threshold(0.55, 0, 0), half.curve().get(10));
  }
}
