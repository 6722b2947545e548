// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The names of fields that are read, and the most frequent others. Recognized without creating a string. */
public enum FieldName {
  FROM("From"),
  SENDER("Sender"),
  TO("To"),
  CC("Cc"),
  REPLY_TO("Reply-To"),
  SUBJECT("Subject"),
  DATE("Date"),
  MESSAGE_ID("Message-ID"),
  IN_REPLY_TO("In-Reply-To"),
  REFERENCES("References"),
  RETURN_PATH("Return-Path"),
  RECEIVED("Received"),
  MIME_VERSION("MIME-Version"),
  CONTENT_TYPE("Content-Type"),
  CONTENT_TRANSFER_ENCODING("Content-Transfer-Encoding"),
  CONTENT_DISPOSITION("Content-Disposition"),
  CONTENT_ID("Content-ID"),
  AUTHENTICATION_RESULTS("Authentication-Results"),
  DKIM_SIGNATURE("DKIM-Signature"),
  AUTO_SUBMITTED("Auto-Submitted"),
  PRECEDENCE("Precedence"),
  X_AUTOREPLY("X-Autoreply"),
  X_AUTORESPOND("X-Autorespond"),
  LIST_ID("List-Id"),
  LIST_UNSUBSCRIBE("List-Unsubscribe"),
  X_SPAM_STATUS("X-Spam-Status"),
  X_SPAM_SCORE("X-Spam-Score"),
  X_SPAM_FLAG("X-Spam-Flag"),
  X_MAILER("X-Mailer"),
  USER_AGENT("User-Agent"),
  DELIVERED_TO("Delivered-To"),
  X_ORIGINAL_TO("X-Original-To"),
  ENVELOPE_TO("Envelope-To"),
  X_FAILED_RECIPIENTS("X-Failed-Recipients"),
  X_AUTOREPLY_FROM("X-Autoreply-From"),
  X_MAIL_AUTOREPLY("X-Mail-Autoreply"),
  X_AUTO_RESPONSE_SUPPRESS("X-Auto-Response-Suppress"),
  X_PHP_SCRIPT("X-PHP-Originating-Script"),
  LIST_POST("List-Post"),
  LIST_UNSUBSCRIBE_POST("List-Unsubscribe-Post"),
  MAILING_LIST("Mailing-List"),
  X_MAILING_LIST("X-Mailing-List"),
  X_BEENTHERE("X-BeenThere"),
  X_LOOP("X-Loop"),
  X_MLSERVER("X-MLServer"),
  X_ORIGINAL_FROM("X-Original-From"),
  X_ORIGINAL_SENDER("X-Original-Sender"),
  FEEDBACK_ID("Feedback-ID"),
  X_CAMPAIGN("X-Campaign"),
  X_CAMPAIGN_ID("X-CampaignID"),
  X_MC_USER("X-MC-User"),
  X_CSA_COMPLAINTS("X-CSA-Complaints"),
  X_SPAM("X-Spam"),
  X_SPAMD_RESULT("X-Spamd-Result"),
  X_RSPAMD_ACTION("X-Rspamd-Action"),
  X_FOREFRONT_REPORT("X-Forefront-Antispam-Report"),
  X_MS_SCL("X-MS-Exchange-Organization-SCL"),
  X_MICROSOFT_ANTISPAM("X-Microsoft-Antispam"),
  X_SES_SPAM("X-SES-Spam-Verdict"),
  X_SES_VIRUS("X-SES-Virus-Verdict"),
  X_MAILGUN_SFLAG("X-Mailgun-Sflag"),
  X_MAILGUN_SSCORE("X-Mailgun-Sscore"),
  X_BARRACUDA_STATUS("X-Barracuda-Spam-Status"),
  X_MIMECAST_SCORE("X-Mimecast-Spam-Score"),
  X_PROOFPOINT_DETAILS("X-Proofpoint-Spam-Details"),
  ARC_SEAL("ARC-Seal"),
  ARC_AUTHENTICATION_RESULTS("ARC-Authentication-Results");

  private static final int SLOTS = 256;
  private static final @Nullable FieldName[] TABLE = table();

  private final String spelling;
  private final byte[] octets;

  FieldName(String spelling) {
    this.spelling = spelling;
    this.octets = spelling.getBytes(StandardCharsets.US_ASCII);
  }

  String spelling() {
    return spelling;
  }

  /** Whether the field describes content, so that parts have it, too (RFC 2045 §3). */
  boolean describesContent() {
    return this == CONTENT_TYPE
        || this == CONTENT_TRANSFER_ENCODING
        || this == CONTENT_DISPOSITION
        || this == CONTENT_ID;
  }

  /** Whether a header may have it only once (RFC 5322 §3.6, RFC 2045 §3). */
  boolean isUnique() {
    return switch (this) {
      case FROM,
          SENDER,
          TO,
          CC,
          REPLY_TO,
          SUBJECT,
          DATE,
          MESSAGE_ID,
          IN_REPLY_TO,
          REFERENCES,
          MIME_VERSION,
          CONTENT_TYPE,
          CONTENT_TRANSFER_ENCODING,
          CONTENT_DISPOSITION,
          CONTENT_ID -> true;
      default -> false;
    };
  }

  /** Whether only programs write it, so that it is evidence of a header wherever it begins a line. */
  boolean isTechnical() {
    return switch (this) {
      case MESSAGE_ID,
          RETURN_PATH,
          RECEIVED,
          MIME_VERSION,
          CONTENT_TYPE,
          CONTENT_TRANSFER_ENCODING,
          CONTENT_DISPOSITION,
          CONTENT_ID,
          AUTHENTICATION_RESULTS,
          DKIM_SIGNATURE,
          DELIVERED_TO -> true;
      default -> false;
    };
  }

  /** Whether its value is a list of addresses (RFC 5322 §3.6.2, §3.6.3). */
  boolean isAddressList() {
    return switch (this) {
      case FROM, SENDER, TO, CC, REPLY_TO -> true;
      default -> false;
    };
  }

  /** Whether its value is a list of message ids (RFC 5322 §3.6.4). */
  boolean isIdList() {
    return this == MESSAGE_ID || this == IN_REPLY_TO || this == REFERENCES;
  }

  /** Whether its value is prose (RFC 5322 §3.6.5). */
  boolean isUnstructured() {
    return this == SUBJECT || this == X_MAILER || this == USER_AGENT;
  }

  /** The name in this range, in any case; null if it is not one of these. */
  public static @Nullable FieldName of(byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to);
    while (true) {
      FieldName name = TABLE[slot];
      if (name == null || name.isSpelledIn(bytes, from, to)) {
        return name;
      }
      slot = (slot + 1) % SLOTS;
    }
  }

  /** The name as it is spelled in the range; no new string if that is the usual spelling. */
  static String spelling(@Nullable FieldName name, byte[] bytes, int from, int to) {
    return name != null && name.isSpelledExactlyIn(bytes, from, to)
        ? name.spelling
        : ByteRange.ascii(bytes, from, to);
  }

  private boolean isSpelledExactlyIn(byte[] bytes, int from, int to) {
    return Arrays.equals(octets, 0, octets.length, bytes, from, to);
  }

  private boolean isSpelledIn(byte[] bytes, int from, int to) {
    if (to - from != octets.length || isSpelledExactlyIn(bytes, from, to)) {
      return to - from == octets.length;
    }
    for (int i = 0; i < octets.length; i++) {
      if (ByteRange.lower(bytes[from + i]) != ByteRange.lower(octets[i])) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + ByteRange.lower(bytes[i]);
    }
    return (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
  }

  private static @Nullable FieldName[] table() {
    @Nullable FieldName[] table = new @Nullable FieldName[SLOTS];
    for (FieldName name : values()) {
      int slot = hash(name.octets, 0, name.octets.length);
      while (table[slot] != null) {
        slot = (slot + 1) % SLOTS;
      }
      table[slot] = name;
    }
    return table;
  }
}
