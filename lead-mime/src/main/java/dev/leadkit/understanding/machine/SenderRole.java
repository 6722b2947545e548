// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import java.util.Set;

/** What the local part of a sender's address says about who writes from it. */
final class SenderRole {

  /** Local parts, without dots, dashes and underscores, that no one reads. */
  private static final Set<String> NO_REPLY = Set.of(
      "noreply",
      "donotreply",
      "dontreply",
      "neverreply",
      "noresponse",
      "nepasrepondre",
      "nereply",
      "nichtantworten",
      "keineantwort",
      "noresponder",
      "nonrispondere",
      "naoresponda");

  /** Local parts that programs of other companies write from. */
  private static final Set<String> PROGRAMS = Set.of(
      "notification",
      "notifications",
      "notify",
      "alert",
      "alerts",
      "cron",
      "root",
      "nagios",
      "monitoring",
      "monitor",
      "bounce",
      "bounces",
      "daemon",
      "automailer",
      "mailer",
      "robot",
      "system");

  /** Local parts of newsletters. */
  private static final Set<String> SENDERS = Set.of(
      "newsletter",
      "newsletters",
      "news",
      "mailing",
      "mailings",
      "marketing",
      "promo",
      "promotions",
      "offers",
      "campaign",
      "digest",
      "updates");

  /** Local parts that web forms write from. */
  private static final Set<String> FORMS = Set.of(
      "wordpress",
      "website",
      "web",
      "webform",
      "webforms",
      "form",
      "forms",
      "formmail",
      "www",
      "wwwdata",
      "webserver",
      "apache",
      "nginx",
      "contactform",
      "kontaktformular",
      "formular",
      "webmaster",
      "formsubmission",
      "site");

  private SenderRole() {}

  private static String bare(String local) {
    int plus = local.indexOf('+');
    String text = plus < 0 ? local : local.substring(0, plus);
    return text.replace("-", "").replace("_", "").replace(".", "");
  }

  /** Whether no one reads what is sent to this address. */
  static boolean isNoReply(String local) {
    String bare = bare(local);
    return NO_REPLY.contains(bare) || NO_REPLY.stream().anyMatch(bare::startsWith);
  }

  /** Whether only programs write from it. */
  static boolean isProgram(String local) {
    return PROGRAMS.contains(bare(local));
  }

  /** Whether newsletters come from it. */
  static boolean isNewsletter(String local) {
    return SENDERS.contains(bare(local));
  }

  /** Whether web forms write from it. */
  static boolean isForm(String local) {
    return FORMS.contains(bare(local));
  }
}
