// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static dev.leadkit.pipeline.Letters.MONDAY;
import static dev.leadkit.pipeline.Letters.and;
import static dev.leadkit.pipeline.Letters.answering;
import static dev.leadkit.pipeline.Letters.from;
import static dev.leadkit.pipeline.Letters.id;
import static dev.leadkit.pipeline.Letters.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Automation;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Linked.Relation;
import dev.leadkit.Forwarded;
import dev.leadkit.Header;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.Threading;
import dev.leadkit.prospect.FormTemplates;
import dev.leadkit.prospect.OwnAddresses;
import dev.leadkit.prospect.ProspectRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which messages continue a lead, and who may. */
class ThreadingTest {

  private final Letters letters = new Letters();

  @AfterEach
  void close() {
    letters.close();
  }

  private Receipt first() {
    return letters.accept(
        "first",
        and(from("ada@acme.example", "Prices", "What does it cost?"), id("<1@acme.example>")));
  }

  private static UnaryOperator<Message.Builder> answer(String email, String subject) {
    return and(
        and(from(email, subject, "And SSO? " + email), on(MONDAY.plusSeconds(3600))),
        answering("<2@" + email + ">", "<1@acme.example>"));
  }

  @Nested
  class An_answer_continues_the_lead {

    @Test
    void of_the_same_person_of_a_colleague_and_of_someone_in_copy() {
      Receipt first = letters.accept(
          "first",
          and(
              and(from("ada@acme.example", "Prices", "What does it cost?"), id("<1@acme.example>")),
              message -> message.cc(List.of(Address.of("carl@partner.example")))));
      for (String email :
          List.of("ada@acme.example", "bob@eu.acme.example", "carl@partner.example")) {
        assertEquals(
            first.lead(), letters.accept(email, answer(email, "Re: Prices")).lead(), email);
      }
      assertEquals(1, letters.all().size());
    }

    @Test
    void by_references_when_it_names_no_parent() {
      Receipt first = first();
      Receipt answer = letters.accept(
          "answer",
          and(
              from("ada@acme.example", "Re: Prices", "And SSO?"),
              message -> message.thread(
                  new Threading("<3@acme.example>", "", List.of("<1@acme.example>", "<9@x>")))));
      assertEquals(first.lead(), answer.lead());
    }

    @Test
    void to_what_a_person_or_a_connector_sent() {
      Receipt first = first();
      letters.leads.observe(
          first.lead(),
          new Fact.Replied(Fact.Replied.Author.HUMAN, "kim", "ours-1@leadkit.example"));
      Receipt answer = letters.accept(
          "answer",
          and(
              from("ada@acme.example", "Something else", "Thanks, 50 seats."),
              answering("<3@acme.example>", "<ours-1@leadkit.example>")));
      assertEquals(first.lead(), answer.lead());
    }

    @Test
    void to_an_address_of_ours_that_carries_its_token() {
      Receipt first = first();
      UnaryOperator<Message.Builder> letter = and(
          from("ada@acme.example", "Another subject", "50 seats, please."),
          message -> message.to(
              List.of(Address.of("sales+" + first.lead().value() + "@leadkit.example"))));
      assertEquals(first.lead(), letters.accept("token", letter).lead());
      Receipt stranger = letters.accept(
          "stranger", message -> letter.apply(message).from(Address.of("eve@evil.example")));
      assertNotEquals(first.lead(), stranger.lead(), "A token that leaked opens no lead of others");
    }

    @Test
    void by_outlooks_thread_index_under_the_same_subject() {
      byte[] index = "0123456789012345678901".getBytes(StandardCharsets.UTF_8);
      String root = Base64.getEncoder().encodeToString(index);
      String reply = Base64.getEncoder()
          .encodeToString((new String(index, StandardCharsets.UTF_8) + "reply")
              .getBytes(StandardCharsets.UTF_8));
      Receipt first = letters.accept(
          "first",
          and(
              from("ada@acme.example", "Prices", "What does it cost?"),
              message -> message.headers(List.of(new Header("Thread-Index", root)))));
      Receipt second = letters.accept(
          "second",
          and(
              from("ada@acme.example", "AW: Prices", "And SSO?"),
              message -> message.headers(List.of(new Header("Thread-Index", reply)))));
      Receipt other = letters.accept(
          "other",
          and(
              from("ada@acme.example", "Complaint", "It does not work."),
              message -> message.headers(List.of(new Header("Thread-Index", reply)))));
      assertEquals(first.lead(), second.lead());
      assertNotEquals(first.lead(), other.lead());
    }

    @Test
    void that_arrived_before_the_mail_it_answers() {
      Receipt answer = letters.accept("answer", answer("ada@acme.example", "Re: Prices"));
      Receipt first = first();
      assertEquals(answer.lead(), first.lead());
      assertEquals(Relation.ANSWERED, letters.links(first).get(0).relation());
    }

    @Test
    void to_a_mail_of_ours_that_was_not_recorded_if_the_person_has_one_lead_of_that_subject() {
      Receipt first = first();
      Receipt answer = letters.accept(
          "answer",
          and(
              from("ada@acme.example", "Re: Prices", "50 seats."),
              answering("<3@acme.example>", "<unknown@leadkit.example>")));
      assertEquals(first.lead(), answer.lead());
      assertEquals(Relation.SAME_SUBJECT, letters.links(answer).get(0).relation());
    }

    @Test
    void and_is_marked_when_it_begins_another_topic_after_months() {
      Receipt first = first();
      Receipt later = letters.accept(
          "later",
          and(
              and(
                  from("ada@acme.example", "Training", "Do you train people?"),
                  on(MONDAY.plusSeconds(1))),
              answering("<4@acme.example>", "<1@acme.example>")));
      assertEquals(List.of(), letters.links(later), "The same week");
      letters.host.pass(Duration.ofDays(200));
      Receipt muchLater = letters.accept(
          "much later",
          and(
              and(
                  from("ada@acme.example", "A second site", "We have grown."),
                  on(MONDAY.plus(Duration.ofDays(200)))),
              answering("<5@acme.example>", "<1@acme.example>")));
      assertEquals(first.lead(), muchLater.lead());
      assertEquals(Relation.NEW_TOPIC, letters.links(muchLater).get(0).relation());
    }
  }

  @Nested
  class A_lead_of_its_own {

    @Test
    void the_author_of_a_mail_that_the_prospect_forwarded() {
      Receipt first = first();
      Receipt forward = letters.accept(
          "forward",
          and(
              answer("ada@acme.example", "Fwd: Our offer"),
              message -> message.forwarded(new Forwarded(
                  Address.of("rolf@rival.example"), "Our offer", "We are cheaper."))));
      Receipt vendor = letters.accept(
          "vendor",
          and(
              from("rolf@rival.example", "Re: Our offer", "Did you decide?"),
              answering("<3@rival.example>", "<2@ada@acme.example>")));
      assertEquals(first.lead(), forward.lead());
      assertNotEquals(first.lead(), vendor.lead(), "The vendor took no part in the conversation");
    }

    @Test
    void is_opened_by_a_stranger_who_knows_a_message_id_and_changes_nothing_in_the_first() {
      Receipt first = first();
      Lead before = letters.lead(first);
      Receipt stranger = letters.accept("stranger", answer("mallory@evil.example", "Re: Prices"));
      assertEquals(Receipt.Status.OPENED, stranger.status());
      Lead after = letters.lead(first);
      assertEquals(before.seq(), after.seq(), "Score, contact and owner of the first stay");
      Fact.Linked link = letters.links(stranger).get(0);
      assertEquals(Relation.OUTSIDER, link.relation());
      assertEquals(first.lead(), link.lead());
      assertEquals("not-a-participant", link.conclusion().rule());
      Receipt again = letters.accept(
          "again",
          and(
              from("mallory@evil.example", "Re: Prices", "Hello?"),
              answering("<8@evil.example>", "<1@acme.example>")));
      assertEquals(stranger.lead(), again.lead(), "Their next mail belongs to their own lead");
    }

    @Test
    void is_opened_by_a_stranger_at_a_free_provider() {
      Receipt first = letters.accept(
          "first",
          and(from("ada@gmail.com", "Prices", "What does it cost?"), id("<1@acme.example>")));
      Receipt other = letters.accept("other", answer("eve@gmail.com", "Re: Prices"));
      assertNotEquals(first.lead(), other.lead(), "A free provider is not a company");
    }

    @Test
    void is_opened_by_two_strangers_who_answer_the_same_campaign() {
      letters.accept("a", answer("ann@first.example", "Re: News"));
      letters.accept("b", answer("ben@second.example", "Re: News"));
      assertEquals(2, letters.all().size());
    }

    @Test
    void has_a_suggestion_if_the_subject_is_the_only_sign() {
      Receipt first = first();
      Receipt reply = letters.accept("reply", from("ada@acme.example", "Re: Prices", "And SSO?"));
      assertNotEquals(first.lead(), reply.lead());
      assertEquals(Relation.SUGGESTION, letters.links(reply).get(0).relation());
      assertEquals(first.lead(), letters.links(reply).get(0).lead());
    }

    @Test
    void is_opened_if_two_leads_have_the_subject() {
      first();
      letters.accept(
          "second",
          and(
              from("ada@acme.example", "Prices", "Another thing: fences."),
              id("<6@acme.example>")));
      Receipt answer = letters.accept(
          "answer",
          and(
              from("ada@acme.example", "Re: Prices", "50 seats."),
              answering("<3@acme.example>", "<unknown@leadkit.example>")));
      assertEquals(3, letters.all().size(), "It is not guessed which of the two is meant");
      assertEquals(Relation.SUGGESTION, letters.links(answer).get(0).relation());
    }

    @Test
    void belongs_to_its_tenant() {
      first();
      Receipt north = letters.accept(
          "north",
          message -> answer("ada@acme.example", "Re: Prices").apply(message).tenant("north"));
      assertEquals(Receipt.Status.OPENED, north.status());
    }
  }

  @Nested
  class Is_attached_without_counting {

    @Test
    void an_absence_note() {
      Receipt first = first();
      Lead before = letters.lead(first);
      Receipt note = letters.accept(
          "note",
          and(
              answer("ada@acme.example", "Automatic reply: Prices"),
              message -> message.automation(Automation.AUTO_REPLY)));
      Lead after = letters.lead(first);
      assertEquals(first.lead(), note.lead());
      assertEquals(before.decision(), after.decision(), "It changes no decision");
      assertEquals(1, after.messages().size());
      assertEquals(1, after.attached().size(), "and stays in sight");
      assertEquals(
          Receipt.Status.DUPLICATE,
          letters.again("note", "info@leadkit.example").status(),
          "It comes only once");
    }

    @Test
    void an_answer_from_a_domain_that_the_policy_says_is_ours() {
      var own = new OwnAddresses(Set.of("agency.example"), Set.of());
      try (Letters known = new Letters(ProspectRules.of(own, FormTemplates.NONE))) {
        Receipt first = known.accept(
            "first", and(from("ada@acme.example", "Prices", "How much?"), id("<1@acme.example>")));
        Receipt ours = known.accept(
            "ours",
            and(
                answering("<2@agency.example>", "<1@acme.example>"),
                message -> from("pat@agency.example", "Re: Prices", "Ten a month.")
                    .apply(message)
                    .to(List.of(Address.of("ada@acme.example")))
                    .cc(List.of(Address.of("sales@leadkit.example")))));
        assertEquals(first.lead(), ours.lead());
        assertNotNull(known.lead(first).answeredAt(), "A person replied");
        assertEquals(1, known.lead(first).messages().size());
        Receipt note = known.accept(
            "note",
            and(
                answering("<3@agency.example>", "<1@acme.example>"),
                from("jo@agency.example", "Re: Prices", "Please take care of this.")));
        assertEquals(first.lead(), note.lead(), "A colleague who writes to us only");
        assertEquals(2, known.lead(first).attached().size());
      }
    }

    @Test
    void an_answer_of_one_of_us_which_stops_the_clock() {
      Receipt first = first();
      assertNull(letters.lead(first).answeredAt());
      Receipt ours = letters.accept(
          "ours",
          and(
              answer("kim@leadkit.example", "Re: Prices"),
              message -> message
                  .to(List.of(Address.of("ada@acme.example")))
                  .cc(List.of(Address.of("sales@leadkit.example")))));
      Lead after = letters.lead(first);
      assertEquals(first.lead(), ours.lead());
      assertNotNull(after.answeredAt(), "A person replied");
      assertEquals("ada@acme.example", after.contact().address().email());
      assertEquals(1, after.messages().size(), "It is not what the prospect wrote");
      Receipt next = letters.accept(
          "next",
          and(
              from("ada@acme.example", "Re: Prices", "Thank you, that is fine."),
              answering("<7@acme.example>", "<2@kim@leadkit.example>")));
      assertEquals(first.lead(), next.lead(), "The answer to our answer");
    }

    @Test
    void a_note_among_ourselves_which_is_not_a_reply() {
      Receipt first = first();
      letters.accept("note", answer("kim@leadkit.example", "Re: Prices"));
      Lead after = letters.lead(first);
      assertNull(after.answeredAt(), "The prospect has not seen it");
      assertEquals(1, after.attached().size());
      assertTrue(after.attached().get(0).reason().rule().equals("colleague"));
    }
  }
}
