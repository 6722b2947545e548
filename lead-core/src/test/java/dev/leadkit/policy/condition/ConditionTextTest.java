// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static dev.leadkit.policy.condition.ConditionFixture.KNOWN;
import static dev.leadkit.policy.condition.ConditionFixture.WORDS;
import static dev.leadkit.policy.condition.ConditionFixture.ask;
import static dev.leadkit.policy.condition.ConditionFixture.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Automation;
import dev.leadkit.Evidence;
import dev.leadkit.Forwarded;
import dev.leadkit.Lead;
import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import dev.leadkit.Segment;
import dev.leadkit.Spam;
import dev.leadkit.Understanding;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.IntList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A condition on text reads what the prospect wrote, and shows where it found it. */
class ConditionTextTest {

  @Test
  void a_phrase_may_reach_over_a_sentence_where_it_says_so() {
    Lead lead = Leads.from("a@acme.example", "Single sign. On request.").lead();
    assertEquals(Verdict.FALSE, verdict("{ text: { phrase: sign on } }", lead));
    String across = "{ text: { phrase: { phrase: sign on, across: sentence } } }";
    assertEquals(Verdict.TRUE, verdict(across, lead));
    assertEquals("sign. On", ask(across, lead).match());
  }

  @Test
  void a_phrase_without_boundaries_is_found_inside_of_words() {
    Lead lead = Leads.from("a@acme.example", "我们需要单点登录。 价格？").lead();
    assertEquals(Verdict.FALSE, verdict("{ text: { phrase: 单点登录 } }", lead));
    String anywhere = "{ text: { phrase: [{ phrase: 单点登录, boundary: none }] } }";
    assertEquals(Verdict.TRUE, verdict(anywhere, lead));
    ConditionResult answer = ask(anywhere, lead);
    assertEquals("单点登录", answer.match());
    assertEquals(4, answer.evidence().get(0).start());
  }

  @Test
  void a_condition_can_ask_for_what_is_not_own_text() {
    String text = "We need pumps.\n-- \nAda, Head of SSO\n";
    Lead lead = Leads.from(message -> message
            .visibleText("We need pumps.")
            .understanding(Understanding.builder()
                .text(
                    text,
                    List.of(
                        new Segment(Segment.Kind.OWN_TEXT, 0, 15, "text", 0.9),
                        new Segment(Segment.Kind.SIGNATURE, 15, text.length(), "separator", 0.95)))
                .build()))
        .lead();
    assertEquals(Verdict.FALSE, ask("{ text: { phrases: security } }", lead).verdict());
    ConditionResult answer = ask("{ text.signature: { phrases: security } }", lead);
    assertEquals(Verdict.TRUE, answer.verdict());
    assertEquals("text.signature", answer.evidence().get(0).field());
    assertEquals("SSO", answer.evidence().get(0).value());
  }

  @Test
  void evidence_tells_message_and_place_of_the_words() {
    Lead lead = Leads.from("jo@acme.example", "Hello.")
        .and("jo@acme.example", "Do you have SOC\n2, or Single-Sign On?")
        .lead();
    ConditionResult answer = ask("{ text: { phrases: security } }", lead);
    String second = lead.messages().get(1).id();
    assertEquals(
        List.of(
            Evidence.of("text", "SOC\n2", second, 12, 17),
            Evidence.of("text", "Single-Sign On", second, 22, 36)),
        answer.evidence());
    assertEquals("SOC\n2", answer.match());
    String text = lead.messages().get(1).visibleText();
    answer
        .evidence()
        .forEach(item -> assertEquals(item.value(), text.substring(item.start(), item.end())));
  }

  @Test
  void the_subject_is_text_but_no_phrase_reaches_from_it_into_the_body() {
    Lead lead = Leads.from(
            message -> message.subject("About SAML and soc").visibleText("2 questions"))
        .lead();
    assertEquals(
        List.of(Evidence.of("subject", "SAML", lead.messages().get(0).id(), 6, 10)),
        ask("{ text: { phrases: security } }", lead).evidence());
    assertEquals(Verdict.TRUE, verdict("{ subject: { phrase: about saml } }", lead));
    assertEquals(Verdict.FALSE, verdict("{ subject: { phrase: questions } }", lead));
  }

  @Test
  void the_original_inside_a_forward_counts() {
    Lead lead = Leads.from(message -> message
            .from(Address.of("colleague@leadkit.example"))
            .subject("Fwd: hello")
            .visibleText("See below.")
            .forwarded(new Forwarded(Address.of("jo@acme.example"), "hello", "Do you do SSO?")))
        .lead();
    assertEquals(
        List.of(Evidence.of("forwarded.text", "SSO", lead.messages().get(0).id(), 10, 13)),
        ask("{ text: { phrases: security } }", lead).evidence());
    assertEquals(Verdict.TRUE, verdict("{ sender.domain: { is: acme.example } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ sender.origin: { is: forwarded } }", lead));
  }

  @Test
  void quoted_history_and_signature_do_not_count() {
    Lead lead = Leads.from(message -> message
            .subject("Re: offer")
            .textBody("Thanks!\n> Do you need SSO?\n-- \nJo, SAML expert")
            .visibleText("Thanks!"))
        .lead();
    assertEquals(Verdict.FALSE, verdict("{ text: { phrases: security } }", lead));
  }

  @Test
  void a_mail_without_any_text_says_nothing_and_does_not_say_that_it_says_nothing() {
    Lead lead = Leads.from(message -> message.subject(" ").visibleText("\n")).lead();
    assertEquals(Verdict.UNKNOWN, verdict("{ text: { phrases: security } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ text: { missing: true } }", lead));
  }

  @Test
  void message_and_auth_mean_the_newest_message_that_a_person_wrote() {
    Lead lead = Leads.from(message -> message
            .visibleText("A question")
            .security(new Security(Result.PASS, Result.PASS, Result.PASS)))
        .and(message -> message
            .visibleText("One more")
            .spam(new Spam(0.75, List.of()))
            .security(new Security(Result.NONE, Result.NONE, Result.FAIL)))
        .and(message -> message
            .visibleText("I am away")
            .automation(Automation.AUTO_REPLY)
            .security(new Security(Result.PASS, Result.PASS, Result.PASS)))
        .lead();
    assertEquals(Verdict.TRUE, verdict("{ message.automation: { is: none } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ lead.automation: { is: none } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ auth.dmarc: { is: FAIL } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ spam.score: { between: [0.75, 0.8] } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ lead.messages: { is: 3 } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ text: { phrase: a question } }", lead));
    assertEquals(Verdict.FALSE, verdict("{ text: { phrase: i am away } }", lead));
  }

  @Test
  void as_many_phrases_are_counted_as_there_are_each_with_its_place() {
    List<String> words =
        IntStream.range(0, 300).mapToObj(i -> "w" + i * 7 % 300 + "x").toList();
    Lead lead = Leads.from("ada@acme.example", String.join(" ", words) + " " + words.get(0))
        .lead();
    for (int atLeast : new int[] {300, 301}) {
      Settings root = Settings.yaml(
          "test",
          "phrases: { many: [" + String.join(", ", words) + ", other] }\n"
              + "when: { text: { count: { phrases: many, atLeast: " + atLeast + " } } }\n");
      Definitions vocabulary = Definitions.read(root);
      Condition condition = ConditionLinter.check(
          ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
      Conditions compiled = Conditions.of(vocabulary.fields(), List.of(condition));
      ConditionResult answer = condition.test(compiled.view(lead));
      assertEquals(Verdict.of(atLeast == 300), answer.verdict());
      assertEquals(atLeast == 300 ? 1 : 0, compiled.matches(lead).length);
      if (atLeast == 300) {
        assertEquals(
            words, answer.evidence().stream().map(Evidence::value).toList(), "in their order");
      }
    }
  }

  @Test
  void a_text_is_read_once_for_all_conditions() {
    Settings root = Settings.yaml(
        "test",
        WORDS
            + "a: { text: { phrases: security } }\nb: { not: { text: { phrase: [sso, need] } } }\n");
    Definitions vocabulary = Definitions.read(root);
    Condition one =
        ConditionLinter.check(ConditionReader.read(root.at("a"), vocabulary, vocabulary.fields()));
    Condition other =
        ConditionLinter.check(ConditionReader.read(root.at("b"), vocabulary, vocabulary.fields()));
    EvaluationContext view =
        Conditions.of(vocabulary.fields(), List.of(one, other)).view(KNOWN);
    assertEquals(Verdict.TRUE, one.test(view).verdict());
    assertEquals(Verdict.FALSE, other.test(view).verdict());
    assertTrue(view.hits("text") == view.hits("text"), "the passages were searched twice");
    var phrases = new IntList();
    view.hits("text").addTo(phrases, new int[][] {{0}, {1}, {2}, {3}, {4}, {5}});
    assertEquals(2, phrases.count());
  }
}
