// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {

  private static final String POLICY = """
      schema: lead-policy/1
      model: { file: model.json, perDoubling: -10, cap: 40 }
      rules:
        # what customers ask for
        - { id: price, add: 5, when: { text: { phrase: price } } }
        - { id: demo, add: 10, when: { text: { phrase: demo } } }
        - { id: hello, add: 30, when: { text: { phrase: hello } } }
      routes:
        - { id: all, when: always, to: { queue: sales, sla: 1h } }
      """;

  @TempDir
  Path folder;

  private Path model = Path.of("");

  @BeforeEach
  void mails() throws IOException {
    var random = new Random(1);
    write("good", random, "price", "demo", "contract", "audit", "hello");
    write("bad", random, "casino", "crypto", "pills", "loan", "hello");
    model = folder.resolve("model.json");
  }

  /** 100 mails, one every minute, each with some of the words. */
  private void write(String name, Random random, String... words) throws IOException {
    Path mails = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < 100; i++) {
      var text = new StringBuilder();
      for (int w = 0; w < 8; w++) {
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      Files.writeString(
          mails.resolve(String.format(Locale.ROOT, "%03d.eml", i)),
          String.format(
              Locale.ROOT,
              "From: jo%d@acme.example%nDate: Mon, 2 Mar 2026 %02d:%02d:00 +0000%nSubject: x%n%n%s%n",
              i,
              i / 60,
              i % 60,
              text));
    }
  }

  private Called model(String... arguments) {
    var all = new ArrayList<>(List.of("model"));
    all.addAll(List.of(arguments));
    all.addAll(List.of(
        "--mails", "spam=" + folder.resolve("bad"), "--mails", "ham=" + folder.resolve("good")));
    return Called.lead(all.toArray(String[]::new));
  }

  private Called trained() {
    return model("train", "--out", model.toString());
  }

  private Path policy() throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  @Test
  void a_model_is_trained_and_evaluated() throws IOException {
    Called train = trained();
    assertEquals(0, train.code(), train.err());
    assertTrue(
        train.out().contains("200 leads: 140 trained on, 30 calibrated with, 30 tested on"),
        train.out());
    assertTrue(train.out().contains("roc_auc                1.0000"), train.out());
    String first = Files.readString(model);
    assertEquals(0, trained().code());
    assertEquals(first, Files.readString(model), "the same mails, the same model");
  }

  @Test
  void a_policy_scores_with_it() throws IOException {
    assertEquals(0, trained().code());
    Called check = Called.lead("policy", "check", policy().toString());
    assertEquals(0, check.code(), check.out() + check.err());
    Files.writeString(model, Files.readString(model).replace("\"bits\": 18", "\"bits\": 17"));
    Called broken = Called.lead("policy", "check", policy().toString());
    assertEquals(1, broken.code());
    assertTrue(broken.out().contains("model.file: not a model: model.json:"), broken.out());
  }

  @Test
  void a_model_is_evaluated_on_other_leads() {
    assertEquals(0, trained().code());
    Called evaluated = model("evaluate", model.toString());
    assertEquals(0, evaluated.code(), evaluated.err());
    assertTrue(evaluated.out().contains("test_examples          200"), evaluated.out());
    Called json = model("evaluate", model.toString(), "--json");
    assertTrue(
        json.out().startsWith("{\"test_examples\":200,\"test_positives\":100,\"roc_auc\":1.0000,"),
        json.out());
    Called no = model("evaluate", folder.resolve("good/000.eml").toString());
    assertEquals(1, no.code());
    assertEquals(1, no.complaints().size(), no.err());
  }

  @Test
  void points_are_proposed_as_a_change_to_the_file() throws IOException {
    assertEquals(0, trained().code());
    Path policy = policy();
    Called learnt = model(
        "train",
        "--learn-weights",
        "--policy",
        policy.toString(),
        "--label",
        "ham",
        "--against",
        "spam");
    assertEquals(0, learnt.code(), learnt.err());
    assertEquals(POLICY, Files.readString(policy), "only proposed");
    List<String> lines = learnt.lines();
    assertTrue(
        lines.get(0).startsWith("# roc_auc of the points on the newest 60 of 200 labelled leads"),
        learnt.out());
    assertEquals("--- a/policy.yaml", lines.get(1));
    assertEquals("@@ -3,7 +3,7 @@", lines.get(3));
    assertTrue(
        lines.contains("-  - { id: price, add: 5, when: { text: { phrase: price } } }"),
        learnt.out());
    Matcher price = Pattern.compile(
            "(?m)^\\+  - \\{ id: price, add: (\\d+), when: \\{ text: \\{ phrase: price } } }$")
        .matcher(learnt.out());
    assertTrue(price.find(), learnt.out());
    assertTrue(Integer.parseInt(price.group(1)) > 5, learnt.out());
    assertTrue(lines.contains("   # what customers ask for"), learnt.out());
  }

  @Test
  void leads_that_were_labelled_are_learnt_from_as_they_were_before_they_were_scored() {
    Path data = folder.resolve("data");
    assertEquals(0, Called.lead("demo", "--data", data.toString()).code());
    String[] train = {"model", "train", "--data", data.toString(), "--out", model.toString()};
    Called none = Called.lead(train);
    assertEquals(1, none.code());
    assertTrue(none.err().contains("of 0 labelled leads"), none.err());
    assertFalse(Files.exists(model));
    String lead;
    try (DataFolder dataFolder = DataFolder.existing(data)) {
      lead = dataFolder.leads().iterator().next().toString();
    }
    assertEquals(
        0, Called.lead("label", lead, "spam", "--data", data.toString()).code());
    Called one = Called.lead(train);
    assertTrue(one.err().contains("of 1 labelled leads"), one.err());
  }

  @Test
  void real_mails_are_classified_as_well_as_the_documentation_says() {
    Path corpus = Needs.folder("../shared/corpus/spamassassin");
    Called train = Called.lead(
        "model",
        "train",
        "--out",
        model.toString(),
        "--mails",
        "spam=" + corpus.resolve("spam-2"),
        "--mails",
        "ham=" + corpus.resolve("easy-ham-2"));
    assertEquals(0, train.code(), train.err());
    assertTrue(figure("roc_auc", train) > 0.99, train.out());
    Called elsewhere = Called.lead(
        "model",
        "evaluate",
        model.toString(),
        "--mails",
        "spam=" + corpus.resolve("spam-1"),
        "--mails",
        "ham=" + corpus.resolve("hard-ham-1"));
    assertTrue(figure("roc_auc", elsewhere) > 0.88, elsewhere.out());
    assertTrue(figure("log_loss", elsewhere) > figure("log_loss", train), elsewhere.out());
  }

  private static double figure(String name, Called called) {
    Matcher figure = Pattern.compile("(?m)^" + name + " +([0-9.]+)$").matcher(called.out());
    assertTrue(figure.find(), called.out());
    return Double.parseDouble(figure.group(1));
  }

  @Test
  void wrong_usage_is_reported() {
    assertEquals(2, Called.lead("model").code());
    assertEquals(2, Called.lead("model", "train", "--out", "x").code());
    assertEquals(2, model("train").code());
    assertEquals(2, model("train", "--learn-weights").code());
    Called label = Called.lead("model", "train", "--out", "x", "--mails", "junk=" + folder);
    assertEquals(2, label.code());
    assertTrue(label.err().contains("expected spam=PATH or ham=PATH, got junk="), label.err());
    Called nowhere = Called.lead("model", "train", "--out", "x", "--mails", "spam=/no/such");
    assertEquals(1, nowhere.code());
  }
}
