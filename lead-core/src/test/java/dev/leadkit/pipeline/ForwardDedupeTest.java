// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static dev.leadkit.pipeline.Letters.MONDAY;
import static dev.leadkit.pipeline.Letters.and;
import static dev.leadkit.pipeline.Letters.from;
import static dev.leadkit.pipeline.Letters.id;
import static dev.leadkit.pipeline.Letters.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Automation;
import dev.leadkit.Blob;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Fact.Linked.Relation;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which mails are the same mail once more, and which are not. */
class ForwardDedupeTest {

  private static final String TEXT =
      "Hello, we are a bank with 4000 people and look for single sign-on."
          + " What does the enterprise plan cost, and can you deliver before June? Best regards, Ada";

  private static final UnaryOperator<Message.Builder> ORIGINAL =
      and(from("ada@acme.example", "Prices", TEXT), id("<1@acme.example>"));

  private final Letters letters = new Letters();

  @AfterEach
  void close() {
    letters.close();
  }

  private Receipt original() {
    return letters.accept("original", ORIGINAL);
  }

  private void assertFollowsUp(Receipt original, Receipt copy, Relation relation) {
    assertEquals(original.lead(), copy.lead(), "The same lead");
    List<Linked> links = letters.links(copy);
    assertEquals(1, links.size(), "The link says why the message was added");
    assertEquals(relation, links.get(0).relation());
    assertEquals(original.event(), links.get(0).other());
    assertTrue(
        links.get(0).conclusion().evidence().contains("of"),
        "The evidence is counted: " + links.get(0).conclusion().evidence());
  }

  @Nested
  class The_same_mail {

    @Test
    void with_the_tag_and_banner_of_a_gateway() {
      Receipt original = original();
      assertFollowsUp(
          original,
          letters.accept(
              "tagged",
              and(
                  from(
                      "ada@acme.example",
                      "[EXTERNAL] Prices",
                      "CAUTION: This email originated outside of the organization.\n\n" + TEXT),
                  id("<1@acme.example>"))),
          Relation.SAME_TEXT);
    }

    @Test
    void with_the_footer_of_a_list_and_a_notice_that_a_server_appended() {
      Receipt original = original();
      assertFollowsUp(
          original,
          letters.accept(
              "list",
              and(
                  from(
                      "ada@acme.example",
                      "[sales] Prices",
                      TEXT
                          + "\n_______________________________________________\nsales mailing list\n"
                          + "sales@lists.leadkit.example\n"),
                  id("<list-1@lists.leadkit.example>"))),
          Relation.SAME_TEXT);
      assertFollowsUp(
          original,
          letters.accept(
              "notice",
              and(
                  from(
                      "ada@acme.example",
                      "Prices",
                      TEXT + "\n\nThis message and any attachment are confidential and intended for"
                          + " the addressee only; if you received it by mistake, delete it please."),
                  id("<3@acme.example>"))),
          Relation.SAME_TEXT);
    }

    @Test
    void wrapped_again_and_with_links_for_each_recipient() {
      Receipt original = original();
      assertFollowsUp(
          original,
          letters.accept(
              "wrapped",
              and(
                  from(
                      "ada@acme.example",
                      "Prices",
                      TEXT.replace(" a ", "\na\u00a0").replace(". ", ".\n")),
                  id("<4@acme.example>"))),
          Relation.SAME_TEXT);
    }

    @Test
    void as_an_inline_or_attached_forward_of_the_original_and_in_the_other_order() {
      Receipt original = original();
      Receipt forward = letters.accept("forward", forward("kim@leadkit.example", "See below"));
      assertFollowsUp(original, forward, Relation.FORWARD);
      var other = new Letters();
      try (other) {
        Receipt first = other.accept("forward", forward("kim@leadkit.example", "See below"));
        Receipt second = other.accept("original", ORIGINAL);
        assertEquals(first.lead(), second.lead());
        assertEquals(Relation.FORWARD, other.links(second).get(0).relation());
      }
    }

    @Test
    void as_a_form_that_the_same_person_sends_again() {
      UnaryOperator<Message.Builder> form = and(
          from("wordpress@site.example", "Contact form", "Please send me your price list."),
          message -> message
              .replyTo(List.of(Address.of("ann@first.example")))
              .automation(Automation.GENERATED));
      Receipt first = letters.accept("form 1", form);
      Receipt second = letters.accept("form 2", and(form, on(MONDAY.plusSeconds(120))));
      assertFollowsUp(first, second, Relation.SAME_TEXT);
    }
  }

  private static UnaryOperator<Message.Builder> forward(String by, String words) {
    return and(
        from(by, "Fwd: Prices", words + "\n\n---------- Forwarded message\n" + TEXT),
        message -> message
            .thread(new dev.leadkit.Threading("<f@leadkit.example>", "", List.of()))
            .forwarded(new Forwarded(Address.of("ada@acme.example"), "Prices", TEXT)));
  }

  @Nested
  class Another_enquiry {

    @Test
    void is_what_other_people_write_in_the_same_words() {
      Receipt original = original();
      Receipt colleague = letters.accept("bob", from("bob@acme.example", "Prices", TEXT));
      Receipt stranger = letters.accept("eve", from("eve@other.example", "Prices", TEXT));
      assertNotEquals(original.lead(), colleague.lead(), "Another person of the company");
      assertNotEquals(original.lead(), stranger.lead());
      assertEquals(3, letters.all().size());
    }

    @Test
    void is_what_two_visitors_of_a_form_write_in_the_same_words() {
      for (String visitor : List.of("ann@first.example", "ben@second.example")) {
        letters.accept(
            visitor,
            and(
                from("wordpress@site.example", "Contact form", TEXT),
                message -> message.replyTo(List.of(Address.of(visitor)))));
      }
      assertEquals(2, letters.all().size());
    }

    @Test
    void is_what_a_script_sends_that_does_not_say_for_whom() {
      for (int day = 0; day < 2; day++) {
        letters.accept(
            "call " + day,
            and(
                from("forms@web.example", "Call", "A visitor asks to be called."),
                on(MONDAY.plusSeconds(86_400L * day))));
      }
      assertEquals(2, letters.all().size());
    }

    @Test
    void differs_by_a_word_a_number_a_field_or_a_file() {
      Receipt original = original();
      for (String changed : List.of(
          TEXT.replace("4000", "40"),
          TEXT.replace("enterprise", "starter"),
          TEXT.replace("June", "July"),
          TEXT.replace("Hello, we are a bank", "Hello, we are a school"))) {
        Receipt other = letters.accept(changed, from("ada@acme.example", "Prices", changed));
        assertNotEquals(original.lead(), other.lead(), changed);
      }
    }

    @Test
    void is_another_file_with_the_same_words_or_none() {
      for (String file : List.of("a", "b")) {
        letters.accept(
            "scan " + file,
            and(
                from("scan@cust.example", "Scan", ""),
                message -> message.attachments(List.of(file(file)))));
        letters.accept(
            "drawing " + file,
            and(
                from("ada@acme.example", "Drawing", TEXT),
                message -> message.attachments(List.of(file(file)))));
      }
      assertEquals(4, letters.all().size());
    }

    @Test
    void is_the_same_question_after_the_window() {
      Receipt first =
          letters.accept("call 1", from("ann@first.example", "Call", "Please call me back."));
      Receipt near = letters.accept(
          "call 2",
          and(
              from("ann@first.example", "Call", "Please call me back."),
              on(MONDAY.plus(Duration.ofDays(-29)))));
      Receipt far = letters.accept(
          "call 3",
          and(
              from("ann@first.example", "Call", "Please call me back."),
              on(MONDAY.minus(Duration.ofDays(61)))));
      assertEquals(first.lead(), near.lead());
      assertNotEquals(first.lead(), far.lead(), "Asked two months before");
    }

    @Test
    void is_a_short_text_under_another_subject() {
      letters.accept("1", from("ann@first.example", "Fence", "Prices?"));
      letters.accept("2", from("ann@first.example", "Gate", "Prices?"));
      assertEquals(2, letters.all().size());
    }

    private Attachment file(String content) {
      return new Attachment(
          "a.pdf",
          "a.pdf",
          "application/pdf",
          "",
          Blob.of(content.getBytes(StandardCharsets.UTF_8)),
          "",
          Attachment.Disposition.ATTACHMENT,
          "");
    }
  }
}
