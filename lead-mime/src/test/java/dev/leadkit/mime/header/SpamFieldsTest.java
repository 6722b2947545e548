// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.RawMessage;
import dev.leadkit.Spam;
import dev.leadkit.mime.Mails;
import dev.leadkit.spi.MessageReader.Sink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpamFieldsTest {

  private static final String STATUS =
      "X-Spam-Status: Yes, score=15.0 required=5.0 tests=BAYES_99,HTML_ONLY,\n\tURIBL autolearn=no\n";

  private static Spam spam(String header) {
    return Mails.READER
        .trustingSpamFields()
        .read(
            RawMessage.of(Mails.octets(header + "From: a@example.com\n\n")),
            Mails.RECEIVED,
            Sink.discarding())
        .spam();
  }

  @Test
  void the_fields_are_ignored_unless_the_host_declares_that_it_writes_them() {
    assertEquals(Spam.NONE, Mails.read(STATUS + "From: a@example.com\n\n").spam());
  }

  @Test
  void points_are_mapped_below_one_and_the_tests_are_flags() {
    assertEquals(new Spam(0.75, List.of("BAYES_99", "HTML_ONLY", "URIBL")), spam(STATUS));
    assertEquals(0.5, spam("X-Spam-Status: No, hits=5 required=5\n").score());
    assertEquals(0.5, spam("X-Spam-Score: 5\n").score());
    assertEquals(
        0, spam("X-Spam-Status: No, score=-2.3 required=5 tests=none\n").score());
    assertEquals(1, spam("X-Spam-Flag: YES\n").score());
    assertEquals(Spam.NONE, spam("X-Spam-Status: No, score=.-. required=-1\nX-Spam-Flag: NO\n"));
  }

  @Test
  void more_points_never_give_a_lower_score() {
    double before = 0;
    for (int points = -50; points < 1_000; points += 7) {
      double score = spam("X-Spam-Score: " + points / 10.0 + "\n").score();
      assertTrue(score >= before && score < 1, points + " tenths");
      before = score;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "No, score=5 required=15 | 0.25 | ``",
        "No, score=5,required=15,tests=A | 0.25 | A",
        "No, score=5 required=0 | 0.5 | ``",
        "No, score=5 required=-3 | 0.5 | ``",
        "No, score=+1.25 required=3.75 | 0.25 | ``",
        "No, score=5e9 required=5 | 0.5 | ``",
        "No, score=0 required=5 | 0 | ``",
        "No, score=100000000000000 required=5 | 1 | ``",
        "Yes | 1 | ``",
        "yes, tests=A | 1 | A",
        "No, tests=A,B, C autolearn=no | 0 | A B C",
        "No, tests=A,none,B | 0 | A B",
        "No, tests=NONE | 0 | ``",
        "No, tests=A B | 0 | A",
        "No, tests=A,autolearn=no,B | 0 | A",
        "No, tests=A,,B | 0 | A",
        "No, tests= | 0 | ``",
        "No, tests=A, | 0 | A",
        "tests=A,B | 0 | A B",
        "score=5 | 0.5 | ``",
        "No, hits=15 required=5 | 0.75 | ``",
        "No, score=5 hits=15 required=5 | 0.5 | ``",
      })
  void a_status_in_each_form(String status, double score, String flags) {
    Spam spam = spam("X-Spam-Status: " + status + "\n");
    assertEquals(score, spam.score(), 1e-9);
    assertEquals(flags, String.join(" ", spam.flags()));
  }

  @Test
  void no_more_than_two_hundred_tests_are_kept() {
    for (int tests : new int[] {199, 200, 201}) {
      Spam spam = spam("X-Spam-Status: Yes, tests=" + "T,".repeat(tests) + "\n");
      assertEquals(Math.min(200, tests), spam.flags().size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "X-Spamd-Result: default: False [15.00 / 5.00]; BAYES_SPAM(5.10)[99%]; R_SPF_ALLOW(-0.20)[ok] | 0.75 | BAYES_SPAM",
        "X-Spamd-Result: default: False [-2.00 / 15.00]; BAYES_HAM(-2.90)[99%] | 0 | ``",
        "X-Rspamd-Action: reject | 0.9 | ``",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;LANG:en;SCL:9;SFV:SPM;CAT:PHSH; | 0.95 | SCL_9 CAT_PHSH",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:5;CAT:SPM | 0.6 | SCL_5 CAT_SPM",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:1;CAT:NONE | 0.1 | ``",
        "X-MS-Exchange-Organization-SCL: -1 | 0 | ``",
        "X-Microsoft-Antispam: BCL:8; | 0 | BCL_8",
        "X-SES-Spam-Verdict: FAIL | 0.9 | SES_SPAM",
        "X-SES-Virus-Verdict: GRAY | 0.5 | SES_VIRUS_GRAY",
        "X-SES-Spam-Verdict: PASS | 0 | ``",
        "X-Mailgun-Sflag: Yes | 0.9 | MAILGUN_SFLAG",
        "X-Mailgun-Sscore: 15.0 | 0.75 | ``",
        "X-Barracuda-Spam-Status: Yes, SCORE=15.0 using global scores of TAG_LEVEL=5.0 QUARANTINE_LEVEL=1000.0 KILL_LEVEL=9.0 tests=BSF_SC0, HTML_MESSAGE | 0.75 | BSF_SC0 HTML_MESSAGE",
        "X-Mimecast-Spam-Score: 5 | 0.5 | ``",
        "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 spamscore=80 | 0.8 | ``",
        "X-Proofpoint-Spam-Details: rule=spam policy=default score=100 | 0.9 | PROOFPOINT_SPAM",
      })
  void the_fields_of_each_filter_are_mapped_to_the_same_scale(
      String field, double score, String flags) {
    Spam spam = spam(field + "\n");
    assertEquals(score, spam.score(), 1e-9);
    assertEquals(flags, String.join(" ", spam.flags()));
    assertEquals(Spam.NONE, Mails.read(field + "\nFrom: a@example.com\n\n").spam());
  }

  @Test
  void the_highest_score_of_several_filters_counts_with_the_flags_of_all() {
    assertEquals(
        new Spam(0.9, List.of("BAYES_99", "HTML_ONLY", "URIBL", "SES_SPAM")),
        spam(STATUS + "X-SES-Spam-Verdict: FAIL\n"));
  }
}
