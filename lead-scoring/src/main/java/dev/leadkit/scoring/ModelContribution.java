// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionResult;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.scoring.Model.Term;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contribution of a model to a score: a number of points for each doubling of the odds compared with those of the training leads, limited
 * by a cap in both directions.
 *
 * @param perDoubling points per doubling; negative if the model recognises unwanted leads
 * @param cap the maximum of points that it adds or subtracts; 0 or more
 */
record ModelContribution(Model model, Features features, int perDoubling, int cap, Condition when)
    implements ScoreComponent {

  /** The id of its contribution. */
  static final String ID = "model";

  /** The number of terms that are shown individually. */
  private static final int SHOWN = 5;

  /** The natural logarithm of 2, in millionths. */
  private static final long DOUBLING = 693_147;

  private static final long MILLION = 1_000_000;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String group() {
    return "";
  }

  @Override
  public int least() {
    return -cap;
  }

  @Override
  public int most() {
    return cap;
  }

  @Override
  public int fresh() {
    return 0;
  }

  @Override
  public int points(Lead lead, @Nullable FieldOverride supposition) {
    return points(model.logit(features.supposing(supposition), lead));
  }

  private int points(long logit) {
    long above = Math.max(-MILLION, Math.min(MILLION, logit - usual()));
    long scaled = above * perDoubling * MILLION;
    long unit = DOUBLING * Model.ONE;
    long points = (Math.abs(scaled) + unit / 2) / unit;
    return (int) Math.min(cap, points) * Long.signum(scaled);
  }

  /** The logit of a random training lead, in thousandths. */
  private int usual() {
    Model.Provenance data = model.provenance();
    double share = (data.positives() + 0.5) / (data.examples() + 1.0);
    return (int) StrictMath.rint(Model.ONE * StrictMath.log(share / (1 - share)));
  }

  @Override
  public Contribution apply(EvaluationContext view, Lead lead) {
    ConditionResult answer = when.test(view);
    if (answer.verdict() != Verdict.TRUE) {
      return new Contribution(ID, answer.verdict(), 0, answer.why(), answer.evidence());
    }
    List<Term> terms = model.terms(features.supposing(view.supposition()), lead);
    long logit = model.intercept() + terms.stream().mapToLong(Term::weight).sum();
    List<Term> first = terms.subList(0, Math.min(SHOWN, terms.size()));
    List<Evidence> evidence = first.stream().map(Term::evidence).toList();
    return new Contribution(ID, Verdict.TRUE, points(logit), why(logit, terms, first), evidence);
  }

  /** The reason, in numbers only: words of the sender, which may be names, belong to the evidence. */
  private String why(long logit, List<Term> terms, List<Term> first) {
    Model.Provenance data = model.provenance();
    var why = new StringBuilder("model ").append(model.hash(), 7, 15);
    why.append(": logit of ").append(data.label()).append(' ').append(signed(logit));
    why.append(", usual ").append(signed(usual()));
    why.append("; intercept ").append(signed(model.intercept()));
    if (!first.isEmpty()) {
      why.append(", evidence ");
      why.append(
          first.stream().map(term -> signed(term.weight())).collect(Collectors.joining(" ")));
    }
    if (terms.size() > first.size()) {
      List<Term> rest = terms.subList(first.size(), terms.size());
      why.append(", ").append(rest.size()).append(" others ");
      why.append(signed(rest.stream().mapToLong(Term::weight).sum()));
    }
    return why.append("; at most ").append(cap).append(" points").toString();
  }

  private static String signed(long thousandths) {
    return (thousandths < 0 ? "" : "+") + BigDecimal.valueOf(thousandths, 3).toPlainString();
  }
}
