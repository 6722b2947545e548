// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Forwarded;
import dev.leadkit.Segment.Kind;
import dev.leadkit.mime.header.FieldName;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.understanding.Forwards;
import dev.leadkit.understanding.Segments;
import dev.leadkit.understanding.SubjectPrefix;
import dev.leadkit.understanding.UnwrappedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text of a mail in segments, and the mails that it forwards: in its text and as attachments, each with those inside it.
 *
 * @param segments the segments of the text that a person sees
 * @param forwards the forwarded mails, each before those inside it
 * @param innermost the mail inside the first forward that forwards no other, null if nothing is forwarded; its text is its own text
 */
record MailText(
    Segments segments, List<Forwarded> forwards, @Nullable Forwarded innermost) {

  MailText {
    Objects.requireNonNull(segments, "segments");
    forwards = List.copyOf(forwards);
  }

  private record Attached(ParsedMail mail, List<Attached> inner) {}

  static MailText of(ParsedMail mail, MimeLimits limits) {
    return new Reader(limits).read(mail);
  }

  static Segments segments(ParsedMail mail) {
    return Segments.of(
        mail.fields().subject(), mail.fields().from(), mail.readableText(), mail.containers());
  }

  /** Reads a mail and those attached to it, which share the limits. */
  private static final class Reader {
    private final MimeLimits limits;
    private final List<Forwarded> forwards = new ArrayList<>(0);
    private @Nullable Forwarded innermost;
    private int mailsLeft = ParsedMail.MAX_ATTACHED;

    Reader(MimeLimits limits) {
      this.limits = limits;
    }

    MailText read(ParsedMail mail) {
      Segments segments = segments(mail);
      if (unwraps(mail, segments)) {
        attached(mail, 1).forEach(this::add);
      }
      return new MailText(segments, forwards, innermost);
    }

    /** The mails inside a mail, each with those inside it, in the order in which the source of a file keeps their texts. */
    private List<Attached> attached(ParsedMail mail, int depth) {
      List<Attached> attached = new ArrayList<>(0);
      if (depth <= limits.messages()) {
        for (Entity part : mail.attachedParts()) {
          if (mailsLeft > 0) {
            mailsLeft--;
            ParsedMail inner = mail.attached(part);
            attached.add(new Attached(inner, attached(inner, depth + 1)));
          }
        }
      }
      return attached;
    }

    private void add(Attached attached) {
      ParsedMail mail = attached.mail;
      Segments segments = segments(mail);
      forwards.add(new Forwarded(
          mail.fields().from(),
          mail.fields().addresses(FieldName.TO),
          mail.fields().addresses(FieldName.CC),
          mail.fields().date(),
          mail.fields().subject(),
          mail.readableText()));
      boolean first = innermost == null;
      int before = forwards.size();
      if (unwraps(mail, segments)) {
        attached.inner.forEach(this::add);
      }
      if (first && forwards.size() == before) {
        innermost = withText(forwards.get(before - 1), segments.ownText());
      }
    }

    /** Adds what the text of a mail forwards; returns whether the mail forwards those attached to it. */
    private boolean unwraps(ParsedMail mail, Segments segments) {
      return forwardsAttachments(mail, segments, inline(mail, segments));
    }

    /** Adds what the text of a mail forwards. */
    private boolean inline(ParsedMail mail, Segments segments) {
      if (segments.list().stream().noneMatch(segment -> segment.kind() == Kind.FORWARD_HEADER)) {
        return false;
      }
      UnwrappedForward forward =
          Forwards.unwrap(mail.fields().subject(), segments.text(), mail.containers());
      if (forward == null) {
        return false;
      }
      for (UnwrappedForward link : forward.chain()) {
        forwards.add(link.message());
      }
      if (innermost == null) {
        Forwarded last = forward.innermost().message();
        innermost = withText(last, ownText(last));
      }
      return true;
    }

    /** An answer may carry a mail as evidence; what else carries one forwards it, unless its text does already. */
    private static boolean forwardsAttachments(ParsedMail mail, Segments segments, boolean inline) {
      SubjectPrefix prefix = SubjectPrefix.of(mail.fields().subject());
      if (prefix == SubjectPrefix.FORWARD || prefix == SubjectPrefix.AMBIGUOUS) {
        return true;
      }
      return !inline && (prefix != SubjectPrefix.REPLY || segments.ownText().isEmpty());
    }

    private static String ownText(Forwarded forwarded) {
      return Segments.of(forwarded.subject(), forwarded.from(), forwarded.text())
          .ownText();
    }

    private static Forwarded withText(Forwarded forwarded, String text) {
      return new Forwarded(
          forwarded.from(),
          forwarded.to(),
          forwarded.cc(),
          forwarded.date(),
          forwarded.subject(),
          text);
    }
  }
}
