// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Automation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageAutomationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Subject: Pricing | NONE",
        "Auto-Submitted: no | NONE",
        "Auto-Submitted: auto-replied(x) | AUTO_REPLY",
        "Auto-Submitted: Auto-Replied; x=y | AUTO_REPLY",
        "Auto-Submitted: auto-repliedx | GENERATED",
        "Precedence: bulk (news) | NONE",
        "Return-Path: < > | NONE",
        "Subject: Autosvar: pris | AUTO_REPLY",
        "Subject: Autosvar | AUTO_REPLY",
        "Auto-Submitted: auto-replied (vacation); x=y | AUTO_REPLY",
        "Auto-Submitted: auto-generated | GENERATED",
        "Auto-Submitted: auto-notified; owner-email=a@example.com | GENERATED",
        "X-Autoreply: yes | AUTO_REPLY",
        "X-Autoreply: no | NONE",
        "X-Autorespond: away | AUTO_REPLY",
        "Precedence: auto_reply | AUTO_REPLY",
        "Precedence: bulk | NONE",
        "Precedence: LIST | BULK",
        "Precedence: junk | NONE",
        "Precedence: first-class | NONE",
        "List-Id: News <news.example.com> | BULK",
        "List-Unsubscribe: <mailto:u@example.com> | NONE",
        "Return-Path: <> | NONE",
        "Return-Path: <jane@example.com> | NONE",
        "Subject: Automatic reply: Pricing | AUTO_REPLY",
        "Subject: Automatische Antwort: Preise | AUTO_REPLY",
        "Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A?= prix | AUTO_REPLY",
        "Subject: About your automatic reply: a question | NONE",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b | REPORT",
      })
  void fields_that_only_automatic_replies_reports_and_lists_have_decide(
      String field, Automation automation) {
    assertEquals(
        automation, Mails.read("From: a@example.com\n" + field + "\n\nx\n").automation());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Auto-Submitted: auto-replied | Precedence: bulk | AUTO_REPLY",
        "Precedence: bulk | Subject: Out of Office: Re: offer | AUTO_REPLY",
        "Return-Path: <> | From: MAILER-DAEMON@example.com | REPORT",
        "Auto-Submitted: auto-generated | List-Id: <x.example> | BULK",
        "Auto-Submitted: auto-generated | Subject: Out of Office: offer | AUTO_REPLY",
        "Precedence: bulk | List-Unsubscribe: <mailto:u@example.com> | BULK",
        "Return-Path: <> | In-Reply-To: <1@leadkit.example> | AUTO_REPLY",
        "List-Unsubscribe: <mailto:u@example.com> | In-Reply-To: <1@leadkit.example> | NONE",
        "Precedence: junk | Reply-To: Ada <ada@acme.example> | GENERATED",
        "Return-Path: <jane@example.com> | From: MAILER-DAEMON@example.com | REPORT",
      })
  void the_stronger_of_two_fields_counts(String one, String two, Automation automation) {
    String from = two.startsWith("From") ? "" : "From: a@example.com\n";
    assertEquals(automation, Mails.read(from + one + "\n" + two + "\n\nx\n").automation());
  }
}
