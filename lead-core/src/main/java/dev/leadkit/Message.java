// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One inbound message, read: the typed event that everything later works on.
 *
 * <p>Made by a {@link dev.leadkit.spi.MessageReader} through {@link #builder(RawMessage, Instant)}, which fixes what is not for a reader
 * to choose: identity, receipt time, envelope and the link to the raw bytes.
 *
 * <p>Throws {@link NullPointerException} if a component that is not said to be null is null, or an element of a list. Throws
 * {@link IllegalArgumentException} if the id is blank, id or tenant hold control characters, unpaired surrogates or more than 1,000
 * characters, or a text has more than 100 million characters.
 *
 * @param id {@code evt_…}, see {@link RawMessage#eventId()}
 * @param tenant for whom it was received, {@code ""} where there is one tenant only
 * @param receivedAt the clock of the receiver, never the {@code Date} field
 * @param raw the bytes it was read from
 * @param envelope what the transport said
 * @param from who the message says wrote it, {@link Address#UNKNOWN} where it does not say
 * @param authors every mailbox of the {@code From} field, {@code from} first (RFC 5322 §3.6.2); that one alone where there is no other, and
 *     empty where {@code from} is unknown
 * @param date what the {@code Date} field says, null where it says nothing readable
 * @param textBody the text as RFC 8621 §4.1.4 selects it, {@code ""} where there is none
 * @param htmlBody the HTML likewise
 * @param visibleText what the sender wrote in this very message: without quotation, signature and disclaimer
 * @param hiddenText what the HTML holds but a mail program does not show, where the HTML is the text: hidden by style or attribute, in the
 *     colour of its background, too small to be read; at most 65,536 characters, {@code ""} where there is nothing
 * @param links where the links of the HTML lead, in their order, at most 1,000 a part; links within the document are left out
 * @param imageTexts the alternative texts of the images that are shown, each once, where the HTML is the text
 * @param headers every field, in order, repeats included
 * @param forwarded the original inside a forward, null where this is none
 * @param defects what was wrong with it, in the order of finding
 */
public record Message(
    String id,
    String tenant,
    Instant receivedAt,
    Blob raw,
    Envelope envelope,
    Address from,
    List<Address> authors,
    List<Address> to,
    List<Address> cc,
    List<Address> replyTo,
    String subject,
    @Nullable Instant date,
    String textBody,
    String htmlBody,
    String visibleText,
    String hiddenText,
    List<Link> links,
    List<String> imageTexts,
    List<Header> headers,
    Threading thread,
    List<Attachment> attachments,
    Security security,
    Spam spam,
    Automation automation,
    @Nullable Forwarded forwarded,
    List<Defect> defects) {

  private static final int MAX_NAME = 1_000;

  public Message {
    Checks.name(id, "id", MAX_NAME);
    Checks.optionalName(tenant, "tenant", MAX_NAME);
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(raw, "raw");
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(from, "from");
    authors = authors(from, Checks.list(authors, "authors"));
    to = Checks.list(to, "to");
    cc = Checks.list(cc, "cc");
    replyTo = Checks.list(replyTo, "replyTo");
    Checks.max(subject, "subject", Checks.MAX_TEXT);
    Checks.max(textBody, "textBody", Checks.MAX_TEXT);
    Checks.max(htmlBody, "htmlBody", Checks.MAX_TEXT);
    Checks.max(visibleText, "visibleText", Checks.MAX_TEXT);
    Checks.max(hiddenText, "hiddenText", Checks.MAX_TEXT);
    links = Checks.list(links, "links");
    imageTexts = Checks.list(imageTexts, "imageTexts");
    headers = Checks.list(headers, "headers");
    Objects.requireNonNull(thread, "thread");
    attachments = Checks.list(attachments, "attachments");
    Objects.requireNonNull(security, "security");
    Objects.requireNonNull(spam, "spam");
    Objects.requireNonNull(automation, "automation");
    defects = Checks.list(defects, "defects");
  }

  /** The author that counts comes first, whatever else is listed. */
  private static List<Address> authors(Address from, List<Address> listed) {
    if (listed.isEmpty()) {
      return from.equals(Address.UNKNOWN) ? List.of() : List.of(from);
    }
    if (listed.get(0).equals(from)) {
      return List.copyOf(listed);
    }
    List<Address> authors = new ArrayList<>(listed.size() + 1);
    if (!from.equals(Address.UNKNOWN)) {
      authors.add(from);
    }
    listed.stream().filter(author -> !author.equals(from)).forEach(authors::add);
    return List.copyOf(authors);
  }

  /** A message of which only the outside is known yet. */
  public static Builder builder(RawMessage raw, Instant receivedAt) {
    return new Builder(raw.eventId(), receivedAt)
        .tenant(raw.tenant())
        .raw(raw.blob())
        .envelope(raw.envelope());
  }

  /** A message that another system read and named: only for events that already have an id. */
  public static Builder builder(String id, Instant receivedAt) {
    return new Builder(id, receivedAt);
  }

  /** The value of the first field of that name, whatever its case; {@code ""} where there is none. */
  public String header(String name) {
    for (Header header : headers) {
      if (header.is(name)) {
        return header.value();
      }
    }
    return "";
  }

  /** A builder with everything that this message says: for a reader that adds to what another has read. */
  public Builder toBuilder() {
    Builder builder = new Builder(id, receivedAt)
        .tenant(tenant)
        .raw(raw)
        .envelope(envelope)
        .from(from)
        .authors(authors)
        .to(to)
        .cc(cc)
        .replyTo(replyTo)
        .subject(subject)
        .date(date)
        .textBody(textBody)
        .htmlBody(htmlBody)
        .visibleText(visibleText)
        .hiddenText(hiddenText)
        .links(links)
        .imageTexts(imageTexts)
        .headers(headers)
        .thread(thread)
        .attachments(attachments)
        .security(security)
        .spam(spam)
        .automation(automation)
        .forwarded(forwarded);
    defects.forEach(builder::defect);
    return builder;
  }

  /** Whether part of the message was lost to the reader. */
  public boolean isDamaged() {
    return defects.stream().anyMatch(defect -> defect.severity() == Defect.Severity.SEVERE);
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "Message[" + id + "]";
  }

  /** Collects what a reader finds; used by one thread, then thrown away. */
  public static final class Builder {

    private final String id;
    private final Instant receivedAt;
    private String tenant = "";
    private Blob raw = Blob.NONE;
    private Envelope envelope = Envelope.NONE;
    private Address from = Address.UNKNOWN;
    private List<Address> authors = List.of();
    private List<Address> to = List.of();
    private List<Address> cc = List.of();
    private List<Address> replyTo = List.of();
    private String subject = "";
    private @Nullable Instant date;
    private String textBody = "";
    private String htmlBody = "";
    private String visibleText = "";
    private String hiddenText = "";
    private List<Link> links = List.of();
    private List<String> imageTexts = List.of();
    private List<Header> headers = List.of();
    private Threading thread = Threading.NONE;
    private List<Attachment> attachments = List.of();
    private Security security = Security.NONE;
    private Spam spam = Spam.NONE;
    private Automation automation = Automation.NONE;
    private @Nullable Forwarded forwarded;
    private final List<Defect> defects = new ArrayList<>();

    private Builder(String id, Instant receivedAt) {
      this.id = id;
      this.receivedAt = receivedAt;
    }

    /** Sets for whom it was received; by default {@code ""}, the only tenant. */
    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    /** Sets the bytes it was read from; by default {@link Blob#NONE}. */
    public Builder raw(Blob value) {
      raw = value;
      return this;
    }

    /** Sets what the transport said; by default {@link Envelope#NONE}. */
    public Builder envelope(Envelope value) {
      envelope = value;
      return this;
    }

    /** Sets who the message says wrote it; by default {@link Address#UNKNOWN}. */
    public Builder from(Address value) {
      from = value;
      return this;
    }

    /** All mailboxes of the {@code From} field; default: that of {@link #from} alone. */
    public Builder authors(List<Address> value) {
      authors = value;
      return this;
    }

    /** Sets the mailboxes of {@code To}; none by default. */
    public Builder to(List<Address> value) {
      to = value;
      return this;
    }

    /** Sets the mailboxes of {@code Cc}; none by default. */
    public Builder cc(List<Address> value) {
      cc = value;
      return this;
    }

    /** Sets the mailboxes of {@code Reply-To}; none by default. */
    public Builder replyTo(List<Address> value) {
      replyTo = value;
      return this;
    }

    /** Sets the decoded subject; by default {@code ""}. */
    public Builder subject(String value) {
      subject = value;
      return this;
    }

    /** Sets what the {@code Date} field says; null, the default, where it says nothing readable. */
    public Builder date(@Nullable Instant value) {
      date = value;
      return this;
    }

    /** Sets the text body; by default {@code ""}. */
    public Builder textBody(String value) {
      textBody = value;
      return this;
    }

    /** Sets the HTML body; by default {@code ""}. */
    public Builder htmlBody(String value) {
      htmlBody = value;
      return this;
    }

    /** Sets what the sender wrote in this very message; by default {@code ""}. */
    public Builder visibleText(String value) {
      visibleText = value;
      return this;
    }

    /** What the HTML holds but does not show; the default is {@code ""}. */
    public Builder hiddenText(String value) {
      hiddenText = value;
      return this;
    }

    /** Where the links of the HTML lead; none by default. */
    public Builder links(List<Link> value) {
      links = value;
      return this;
    }

    /** The alternative texts of images; none by default. */
    public Builder imageTexts(List<String> value) {
      imageTexts = value;
      return this;
    }

    /** Sets the header fields, in their order; none by default. */
    public Builder headers(List<Header> value) {
      headers = value;
      return this;
    }

    /** Sets the identification fields; by default {@link Threading#NONE}. */
    public Builder thread(Threading value) {
      thread = value;
      return this;
    }

    /** Sets the attachments; none by default. */
    public Builder attachments(List<Attachment> value) {
      attachments = value;
      return this;
    }

    /** Sets what a trusted host found of the origin; by default {@link Security#NONE}. */
    public Builder security(Security value) {
      security = value;
      return this;
    }

    /** Sets what a spam filter said; by default {@link Spam#NONE}. */
    public Builder spam(Spam value) {
      spam = value;
      return this;
    }

    /** Sets whether a machine wrote it; by default {@link Automation#NONE}. */
    public Builder automation(Automation value) {
      automation = value;
      return this;
    }

    /** Sets the original inside a forward; null, the default, where this is none. */
    public Builder forwarded(@Nullable Forwarded value) {
      forwarded = value;
      return this;
    }

    /** Adds one defect to those found so far. */
    public Builder defect(Defect value) {
      defects.add(value);
      return this;
    }

    /** The message. */
    public Message build() {
      return new Message(
          id,
          tenant,
          receivedAt,
          raw,
          envelope,
          from,
          authors,
          to,
          cc,
          replyTo,
          subject,
          date,
          textBody,
          htmlBody,
          visibleText,
          hiddenText,
          links,
          imageTexts,
          headers,
          thread,
          attachments,
          security,
          spam,
          automation,
          forwarded,
          defects);
    }
  }
}
