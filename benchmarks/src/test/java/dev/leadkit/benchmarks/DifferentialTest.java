// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Attachment.Disposition;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.benchmarks.Agreement.Item;
import dev.leadkit.tck.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of real mails beside that of two independent parsers: each difference has a reason out of a short list, or is a fault. */
class DifferentialTest {

  private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";

  /** Every third mail: reading all of them shows nothing else and takes three times as long. */
  private static final int STEP = 3;

  private static final String MARKS = "[\"\\\\\\p{Cntrl} ]";
  private static final Set<Item> ADDRESSES =
      EnumSet.of(Item.FROM, Item.FROM_NAME, Item.TO, Item.CC, Item.REPLY_TO);
  private static final Set<Item> TEXTS =
      EnumSet.of(Item.FROM_NAME, Item.SUBJECT, Item.TEXT, Item.HTML);
  /** An encoded word in base64 (RFC 2047 §4.1) whose length is not a multiple of four. */
  private static final Pattern UNPADDED_WORD =
      Pattern.compile("=\\?[^?]+\\?[Bb]\\?(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2,3}\\?=");

  private static final Set<Item> BODIES = EnumSet.of(Item.TEXT, Item.HTML, Item.ATTACHMENTS);

  /** Both readings of one mail, where they differ. */
  private record Difference(
      Item item, PlainMail ours, PlainMail theirs, Message message, byte[] octets) {

    boolean hasReason() {
      return Stream.of(Reason.values()).anyMatch(reason -> reason.explains(this));
    }

    boolean has(Code... codes) {
      Set<Code> found = message.defects().stream().map(Defect::code).collect(Collectors.toSet());
      return List.of(codes).stream().anyMatch(found::contains);
    }

    boolean isOfItem(Header header) {
      return switch (item) {
        case FROM, FROM_NAME -> header.is("From");
        case REPLY_TO -> header.is("Reply-To");
        default -> header.is(item.name());
      };
    }

    /** For a name, the address that it belongs to. */
    String[] theirAddresses() {
      return (item == Item.FROM_NAME ? theirs.from().email() : their()).split(", ", -1);
    }

    String raw() {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** The lines that describe content, and those of HTML that do. */
    String labels() {
      return raw()
          .lines()
          .filter(line -> line.matches("(?i).*(charset|content-type).*"))
          .collect(Collectors.joining("\n"))
          .replace("=3D", "=");
    }

    String our() {
      return Agreement.words(ours, item);
    }

    String their() {
      return Agreement.words(theirs, item);
    }
  }

  /** Why a reading of ours may differ from another parser's. */
  private enum Reason {
    /** A list of addresses is malformed, and our repair is a defect. */
    REPAIRED_ADDRESS {
      @Override
      boolean explains(Difference it) {
        return ADDRESSES.contains(it.item())
            && it.has(Code.MALFORMED_ADDRESS, Code.UNQUOTED_COMMA, Code.MISSING_FIELD);
      }
    },
    /** A field that may occur once is repeated: they take the last, or none. */
    REPEATED_FIELD {
      @Override
      boolean explains(Difference it) {
        return ADDRESSES.contains(it.item())
            && it.message().headers().stream().filter(it::isOfItem).count() > 1;
      }
    },
    /** What they take for an address is not one: it has no at sign, or a blank, a bracket or a colon outside quotes. */
    NO_ADDRESS {
      @Override
      boolean explains(Difference it) {
        return ADDRESSES.contains(it.item())
            && Stream.of(it.theirAddresses())
                .filter(address -> !address.isEmpty())
                .anyMatch(address ->
                    address.indexOf('@') <= 0 || address.matches("[^\"]*[ <>:;\\]].*|.*\\.\".*"));
      }
    },
    /** They take quotes out of an address, where they mean something, or leave them or a backslash in a name, where they mean nothing. */
    QUOTES {
      @Override
      boolean explains(Difference it) {
        return ADDRESSES.contains(it.item())
            && it.our().replaceAll(MARKS, "").equals(it.their().replaceAll(MARKS, ""));
      }
    },
    /** The name is in a comment after the address, as it did before RFC 822; they do not look there. */
    NAME_IN_COMMENT {
      @Override
      boolean explains(Difference it) {
        return it.item() == Item.FROM_NAME
            && it.theirs().from().name().isEmpty()
            && it.message().header("From").contains("(");
      }
    },
    /** What they show is not decoded: an encoded word that touches other text, or is in quotes. */
    ENCODED_WORD {
      @Override
      boolean explains(Difference it) {
        return TEXTS.contains(it.item())
            && it.their().contains("=?")
            && !it.our().contains("=?");
      }
    },
    /** They show U+FFFD, a question mark or a control character where we show a letter; all that is ASCII is equal. */
    UNREADABLE_CHARACTERS {
      @Override
      boolean explains(Difference it) {
        return unreadable(it.their()) > unreadable(it.our())
            && ascii(it.their()).equals(ascii(it.our()));
      }
    },
    /** The label stands for a larger charset than the JDK's of that name (WHATWG Encoding §4.2). */
    LARGER_CHARSET {
      @Override
      boolean explains(Difference it) {
        return TEXTS.contains(it.item())
            && it.labels().matches("(?is).*charset=[\"']?(gb2312|gbk|big5|ks_c|euc-kr|shift_jis).*")
            && (unreadable(it.their()) > unreadable(it.our())
                || ascii(it.their()).equals(ascii(it.our())));
      }
    },
    /** Only the HTML itself names its charset; they do not look there. */
    CHARSET_IN_HTML {
      @Override
      boolean explains(Difference it) {
        return it.item() == Item.HTML
            && it.our().matches("(?is).*<meta[^>]+charset.*")
            && !it.labels().matches("(?is).*(^|\n)content-type:[^\n]+charset.*");
      }
    },
    /** The label names a charset that the JDK lacks: they leave the octets unchanged. */
    UNKNOWN_CHARSET {
      @Override
      boolean explains(Difference it) {
        return it.item() == Item.TEXT
            && it.labels().matches("(?is).*charset=[\"']?(unicode-1-1-)?utf-7.*");
      }
    },
    /** The charset is missing, unknown or wrong, and what we took instead is a defect; all that is ASCII is equal. */
    REPAIRED_CHARSET {
      @Override
      boolean explains(Difference it) {
        return ascii(it.their()).equals(ascii(it.our()))
            && it.has(
                Code.UNDECLARED_CHARSET,
                Code.UNKNOWN_CHARSET,
                Code.WRONG_CHARSET,
                Code.DAMAGED_TEXT,
                Code.UNENCODED_FIELD);
      }
    },
    /** They find no date where we find one: two blanks precede the day, or the zone is beyond what there is. */
    NO_DATE {
      @Override
      boolean explains(Difference it) {
        return it.item() == Item.DATE && it.theirs().date() == null;
      }
    },
    /** The date is not as RFC 5322 §3.3 has it: a zone by name, a short year, the order of another program. */
    DATE_OF_ANOTHER_FORM {
      @Override
      boolean explains(Difference it) {
        return it.item() == Item.DATE
            && it.ours().date() != null
            && !it.message()
                .header("Date")
                .matches(
                    "(\\w+, *)?\\d\\d? \\w+ [12]\\d{3} \\d\\d?:\\d\\d(:\\d\\d)? [+-]\\d{4}\\b.*");
      }
    },
    /** The structure or an encoding is damaged, and our repair is a defect. */
    REPAIRED_STRUCTURE {
      @Override
      boolean explains(Difference it) {
        return BODIES.contains(it.item())
            && it.has(
                Code.MISSING_END,
                Code.MISSING_BOUNDARY,
                Code.WRONG_BOUNDARY,
                Code.MISSING_PARTS,
                Code.DAMAGED_ENCODING,
                Code.UNKNOWN_ENCODING,
                Code.MALFORMED_PARAMETER,
                Code.MALFORMED_FIELD,
                Code.REPEATED_FIELD);
      }
    },
    /** Uuencode, as a transfer encoding or within a text: they leave it unchanged, we decode it. */
    UUENCODE {
      @Override
      boolean explains(Difference it) {
        return BODIES.contains(it.item())
            && it.raw()
                .matches("(?is).*\n(content-transfer-encoding: *(x-)?uu|begin [0-7]{3,4} ).*");
      }
    },
    /** Base64 that ends without its padding: they leave the last octets out. */
    UNPADDED_BASE64 {
      @Override
      boolean explains(Difference it) {
        List<PlainMail.Part> ours = it.ours().attachments();
        List<PlainMail.Part> theirs = it.theirs().attachments();
        return it.item() == Item.ATTACHMENTS
            && ours.size() == theirs.size()
            && IntStream.range(0, ours.size())
                .mapToLong(
                    i -> ours.get(i).content().size() - theirs.get(i).content().size())
                .allMatch(left -> left >= 0 && left <= 2);
      }
    },
    /** An encoded word in base64 ends without its padding: they leave its last octets out. */
    UNPADDED_ENCODED_WORD {
      @Override
      boolean explains(Difference it) {
        return TEXTS.contains(it.item())
            && it.our().length() - it.their().length() <= 2
            && it.our().startsWith(it.their())
            && it.message().headers().stream()
                .filter(it::isOfItem)
                .anyMatch(header -> UNPADDED_WORD.matcher(header.value()).find());
      }
    },
    /** Parts of a digest are mails where they do not say otherwise (RFC 2046 §5.1.5); they take them for text. */
    DIGEST {
      @Override
      boolean explains(Difference it) {
        return BODIES.contains(it.item()) && it.labels().contains("multipart/digest");
      }
    },
    /** Mime4J's tree rewrites an attached mail; its octets are ours. */
    REWRITTEN_MAIL {
      @Override
      boolean explains(Difference it) {
        return it.item() == Item.ATTACHMENTS
            && it.ours().attachments().stream()
                .anyMatch(part -> part.type().equals("message/rfc822"));
      }
    };

    abstract boolean explains(Difference difference);

    private static long unreadable(String text) {
      return text.chars()
          .filter(c -> c == 0xFFFD || c == '?' || c >= 0x7F && c <= 0x9F || c < ' ' && c != '\n')
          .count();
    }

    private static String ascii(String text) {
      return text.replaceAll("[^\\x21-\\x7E]+|\\?+", "");
    }
  }

  @BeforeAll
  static void pinned() {
    System.setProperty(STREAM_PROVIDER, "org.eclipse.angus.mail.util.MailStreamProvider");
  }

  @AfterAll
  static void unpinned() {
    System.clearProperty(STREAM_PROVIDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"angus", "mime4jDom", "mime4jStream"})
  void every_difference_to_another_parser_has_a_reason(String rival) throws Exception {
    Path corpus = Needs.folder("../shared/corpus");
    List<Path> files = Mails.files(corpus).stream()
        .filter(file -> file.toString().endsWith(".eml"))
        .filter(file -> !file.getParent().endsWith("malformed"))
        .toList();
    var unexplained = new TreeMap<String, String>();
    int compared = 0;
    int refused = 0;
    for (int i = 0; i < files.size(); i += STEP) {
      RawMessage raw = onTheWire(Files.readAllBytes(files.get(i)));
      Message message = new LeadkitReader().read(raw, Contents.named("hashed"));
      PlainMail ours = new LeadkitReader().plain(message);
      PlainMail theirs;
      try {
        theirs = Agreement.plain(Readers.named(rival), raw);
      } catch (Exception e) {
        refused++;
        continue;
      }
      compared++;
      for (Item item : Agreement.differences(ours, theirs).keySet()) {
        var difference = new Difference(item, ours, theirs, message, raw.bytes());
        if (!difference.hasReason()) {
          unexplained.put(
              corpus.relativize(files.get(i)) + " " + item,
              shortened(difference.our()) + "\n    theirs " + shortened(difference.their()));
        }
      }
    }
    int mails = compared;
    assertTrue(mails > 1_900, () -> "only " + mails + " mails compared");
    assertTrue(
        unexplained.isEmpty(),
        () -> unexplained.entrySet().stream()
            .map(entry -> entry.getKey() + "\n    ours   " + entry.getValue())
            .collect(Collectors.joining("\n", unexplained.size() + " differences\n", "")));
    assertTrue(refused * 50 < compared, refused + " mails were refused by " + rival);
  }

  @Test
  void what_is_read_wrongly_has_no_reason() throws Exception {
    RawMessage raw = RawMessage.of(Mails.form(7));
    Message message = new LeadkitReader().read(raw, Contents.named("hashed"));
    PlainMail theirs = Agreement.plain(new AngusReader(), raw);
    Message wrong = Message.builder(message.id(), message.receivedAt())
        .headers(message.headers().subList(1, message.headers().size()))
        .from(new Address("x" + message.from().email(), "X" + message.from().name()))
        .to(List.of(Address.of("other@example.com")))
        .cc(List.of(Address.of("other@example.com")))
        .replyTo(List.of(Address.of("other@example.com")))
        .subject(message.subject() + "x")
        .date(Instant.EPOCH)
        .textBody(message.textBody().replace("Acme", "Acne"))
        .htmlBody("<p>")
        .attachments(List.of(new Attachment(
            "", "", "application/pdf", "", Blob.NONE, "", Disposition.ATTACHMENT, "")))
        .build();
    PlainMail ours = new LeadkitReader().plain(wrong);
    assertEquals(EnumSet.allOf(Item.class), Agreement.differences(ours, theirs).keySet());
    for (Item item : Item.values()) {
      assertFalse(
          new Difference(item, ours, theirs, message, raw.bytes()).hasReason(), item.toString());
    }
  }

  /** Lines end in CRLF, as they did before the mail was kept in a file: what is made of a lone LF is another matter. */
  private static RawMessage onTheWire(byte[] mail) {
    return RawMessage.of(new String(mail, StandardCharsets.ISO_8859_1)
        .replace("\r\n", "\n")
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String shortened(String text) {
    return text.length() < 300 ? text : text.substring(0, 300) + "…";
  }
}
