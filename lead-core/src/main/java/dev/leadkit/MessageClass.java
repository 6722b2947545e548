// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What kind of message it is, and why.
 *
 * @param kind the kind
 * @param conclusion the rule that decided, with its evidence
 * @param returns the day on which the author of an absence note is back, null if it is not an absence note or names none
 * @param deliveries what a bounce, delay or receipt says about each recipient, in its order; none for other kinds
 */
public record MessageClass(
    Kind kind,
    Conclusion conclusion,
    @Nullable LocalDate returns,
    List<DeliveryStatus> deliveries) {

  /** A message for which nothing was concluded: taken for that of a person. */
  public static final MessageClass UNKNOWN =
      new MessageClass(Kind.HUMAN, new Conclusion("none", "", 0), null);

  public MessageClass {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(conclusion, "conclusion");
    deliveries = Checks.list(deliveries, "deliveries");
  }

  /** A class of a message that reports on no delivery. */
  public MessageClass(Kind kind, Conclusion conclusion, @Nullable LocalDate returns) {
    this(kind, conclusion, returns, List.of());
  }

  /** A kind of message. Later versions may add more. */
  public enum Kind {
    /** Written by a person. */
    HUMAN,
    /** A web form or portal passes on what a visitor entered. */
    FORM,
    /** An automatic reply such as an absence note (RFC 3834). */
    AUTO_REPLY,
    /** A report of a failed delivery (RFC 3464). */
    BOUNCE,
    /** A report of a delayed delivery (RFC 3464). */
    DELAY,
    /** A report of a complaint (RFC 5965). */
    FEEDBACK_REPORT,
    /** Sent to many subscribers by one sender. */
    NEWSLETTER,
    /** Discussion on a mailing list (RFC 2919). */
    LIST,
    /** An invitation to a meeting (RFC 5546). */
    CALENDAR,
    /** An answer to an invitation, or its cancellation (RFC 5546). */
    CALENDAR_REPLY,
    /** A confirmation of delivery or reading (RFC 3464, RFC 8098). */
    RECEIPT,
    /** Sent by a machine about an account, an order or an event. */
    TRANSACTIONAL;

    /** Whether it contains what a person wrote or entered for its recipient. Only such a message can be an enquiry. */
    public boolean isWritten() {
      return this == HUMAN || this == FORM || this == CALENDAR;
    }

    /** The {@link Automation} of messages of this kind. */
    public Automation automation() {
      return switch (this) {
        case HUMAN -> Automation.NONE;
        case AUTO_REPLY, CALENDAR_REPLY -> Automation.AUTO_REPLY;
        case BOUNCE, DELAY, FEEDBACK_REPORT, RECEIPT -> Automation.REPORT;
        case NEWSLETTER, LIST -> Automation.BULK;
        case FORM, CALENDAR, TRANSACTIONAL -> Automation.GENERATED;
      };
    }

    /** The kind of a message that was recorded with its {@link Automation} alone. */
    static Kind of(Automation automation) {
      return switch (automation) {
        case NONE -> HUMAN;
        case AUTO_REPLY -> AUTO_REPLY;
        case REPORT -> BOUNCE;
        case BULK -> NEWSLETTER;
        case GENERATED -> FORM;
      };
    }
  }
}
