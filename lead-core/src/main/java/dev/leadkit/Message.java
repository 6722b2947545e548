// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parsed inbound message.
 *
 * <p>A {@link dev.leadkit.spi.MessageReader} creates it with {@link #builder(RawMessage, Instant)}, which sets what a reader must not choose:
 * id, receipt time, envelope and the reference to the raw bytes.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the id is blank, if id or tenant have control characters, unpaired surrogates
 * or more than 1,000 characters, or if a text has more than 100 million characters.
 *
 * @param id {@code evt_…}, see {@link RawMessage#eventId()}
 * @param tenant the tenant, {@code ""} if there is only one
 * @param receivedAt when it was received, by the clock of the receiver, not the {@code Date} field
 * @param raw the raw bytes
 * @param envelope the SMTP envelope
 * @param from the author that the message names, {@link Address#UNKNOWN} if it names none
 * @param authors the mailboxes of the {@code From} field, {@code from} first (RFC 5322 §3.6.2); empty if {@code from} is unknown
 * @param date the {@code Date} field, null if it is missing or malformed
 * @param textBody the text body as RFC 8621 §4.1.4 selects it, {@code ""} if there is none
 * @param htmlBody the HTML body, selected in the same way
 * @param visibleText the new text of this message, without quotations, signature and disclaimer
 * @param hiddenText text in the HTML that a mail program does not show, because it is hidden by style or attribute, has the colour of its
 *     background or is too small to read; at most 65,536 characters, {@code ""} if there is none or the HTML is not the text
 * @param links the links of the HTML, in their order, at most 1,000 for each part, without links within the document
 * @param imageTexts the alternative texts of visible images, each once; empty if the HTML is not the text
 * @param headers all header fields, in order, including repeated ones
 * @param forwarded the original if this is a forward, else null
 * @param understanding what the reader concluded from the content
 * @param defects what is wrong with the message, in the order of discovery
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
    Understanding understanding,
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
    Objects.requireNonNull(understanding, "understanding");
    defects = Checks.list(defects, "defects");
  }

  /** Puts the main author first. */
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

  /** A builder for the message in these bytes, with an empty content. */
  public static Builder builder(RawMessage raw, Instant receivedAt) {
    return new Builder(raw.eventId(), receivedAt)
        .tenant(raw.tenant())
        .raw(raw.blob())
        .envelope(raw.envelope());
  }

  /** A builder for a message that another system parsed and gave an id. */
  public static Builder builder(String id, Instant receivedAt) {
    return new Builder(id, receivedAt);
  }

  /** The value of the first field with this name, in any case; {@code ""} if there is none. */
  public String header(String name) {
    for (Header header : headers) {
      if (header.is(name)) {
        return header.value();
      }
    }
    return "";
  }

  /** What kind of message it is: that of its class or, if it was recorded before there were classes, that of its automation. */
  public MessageClass.Kind kind() {
    MessageClass known = understanding.messageClass();
    return known.equals(MessageClass.UNKNOWN) ? MessageClass.Kind.of(automation) : known.kind();
  }

  /** A builder with all components of this message, for a reader that extends the result of another. */
  public Builder toBuilder() {
    return toBuilder(id);
  }

  /** A builder with all components of this message under another id. */
  public Builder toBuilder(String otherId) {
    Builder builder = new Builder(otherId, receivedAt)
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
        .forwarded(forwarded)
        .understanding(understanding);
    defects.forEach(builder::defect);
    return builder;
  }

  /** Whether it contains what a person wrote or entered: see {@link MessageClass.Kind#isWritten()}. */
  public boolean isWritten() {
    return kind().isWritten();
  }

  /** Whether the reader lost part of the message: it has a {@link Defect.Severity#SEVERE} defect. */
  public boolean isDamaged() {
    return defects.stream().anyMatch(defect -> defect.severity() == Defect.Severity.SEVERE);
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "Message[" + id + "]";
  }

  /** Builds a {@link Message}. The last call of each method counts. Used by one thread. */
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
    private Understanding understanding = Understanding.NONE;
    private final List<Defect> defects = new ArrayList<>();

    private Builder(String id, Instant receivedAt) {
      this.id = id;
      this.receivedAt = receivedAt;
    }

    /** Sets the tenant; by default {@code ""}: the only one. */
    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    /** Sets the reference to the raw bytes; by default {@link Blob#NONE}. */
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

    /** Sets all mailboxes of the {@code From} field; by default that of {@link #from} alone. */
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

    /** Sets the {@code Date} field; by default null: missing or malformed. */
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

    /** Sets the new text of this message; by default {@code ""}. */
    public Builder visibleText(String value) {
      visibleText = value;
      return this;
    }

    /** Sets the hidden text of the HTML; by default {@code ""}. */
    public Builder hiddenText(String value) {
      hiddenText = value;
      return this;
    }

    /** Sets the links of the HTML; none by default. */
    public Builder links(List<Link> value) {
      links = value;
      return this;
    }

    /** Sets the alternative texts of images; none by default. */
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

    /** Sets the authentication results of a trusted host; by default {@link Security#NONE}. */
    public Builder security(Security value) {
      security = value;
      return this;
    }

    /** Sets the verdict of a spam filter; by default {@link Spam#NONE}. */
    public Builder spam(Spam value) {
      spam = value;
      return this;
    }

    /** Sets whether a machine wrote it; by default {@link Automation#NONE}. */
    public Builder automation(Automation value) {
      automation = value;
      return this;
    }

    /** Sets the original of a forward; by default null: not a forward. */
    public Builder forwarded(@Nullable Forwarded value) {
      forwarded = value;
      return this;
    }

    /** Sets what was concluded from the content; by default {@link Understanding#NONE}. */
    public Builder understanding(Understanding value) {
      understanding = value;
      return this;
    }

    /** Adds a defect; none by default. */
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
          understanding,
          defects);
    }
  }
}
