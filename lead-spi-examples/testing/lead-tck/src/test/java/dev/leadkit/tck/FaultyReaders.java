// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.StoreException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Readers that each break one rule, as a real one might. */
final class FaultyReaders {

  private FaultyReaders() {}

  static RawMessage manyFields() {
    String mail =
        "Subject: Offer\r\n" + "X-A: b\r\n".repeat(2 * PlainReader.MAX_FIELDS) + "\r\nText";
    return RawMessage.of(mail.getBytes(StandardCharsets.US_ASCII));
  }

  abstract static class Planted extends MessageReaderContract {

    @Override
    protected abstract PlainReader reader();

    @Override
    protected RawMessage beyondLimits() {
      return manyFields();
    }
  }

  static class Rule1_it_throws_on_an_empty_message extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        Message.Builder begin(RawMessage raw, Instant receivedAt) {
          if (raw.bytes().length == 0) {
            throw new IllegalArgumentException("raw: expected bytes, got none");
          }
          return super.begin(raw, receivedAt);
        }
      };
    }
  }

  static class Rule1_it_descends_as_deep_as_the_parts_go extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        List<Attachment> attachments(String body, Sink contents) {
          descend(body, body.indexOf("boundary="));
          return super.attachments(body, contents);
        }

        /** What it has read of a level it needs after the levels below, as a real one does: no compiler can drop it. */
        private long descend(String body, int from) {
          if (from < 0) {
            return 0;
          }
          long a = body.charAt(from);
          long b = body.charAt(from + 1);
          long c = body.charAt(from + 2);
          long d = body.charAt(from + 3);
          long e = body.charAt(from + 4);
          long f = body.charAt(from + 5);
          long g = body.charAt(from + 6);
          long h = body.charAt(from + 7);
          long below = descend(body, body.indexOf("boundary=", from + 1));
          return ((((((((below ^ a) * 31) ^ b) * 31 ^ c) * 31 ^ d) * 31 ^ e) * 31 ^ f) * 31 ^ g)
                  * 31
              ^ h;
        }
      };
    }
  }

  static class Rule1_it_keeps_the_trouble_of_the_sink_to_itself extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        List<Attachment> attachments(String body, Sink contents) {
          try {
            return super.attachments(body, contents);
          } catch (StoreException e) {
            return List.of();
          }
        }
      };
    }
  }

  static class Rule1_it_takes_a_file_that_is_gone_for_an_empty_message extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        public Message read(RawMessage raw, Instant receivedAt, Sink contents) {
          try {
            return super.read(raw, receivedAt, contents);
          } catch (UncheckedIOException e) {
            return begin(raw, receivedAt).build();
          }
        }
      };
    }
  }

  static class Rule2_it_has_no_text_of_a_file extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        Message.Builder begin(RawMessage raw, Instant receivedAt) {
          Message.Builder builder = super.begin(raw, receivedAt);
          return raw.isInMemory() ? builder.visibleText("seen") : builder;
        }
      };
    }
  }

  static class Rule2_it_counts_what_it_reads extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        private final AtomicInteger read = new AtomicInteger();

        @Override
        String subject(String value) {
          return value + " " + read.incrementAndGet();
        }
      };
    }
  }

  static class Rule2_it_speaks_the_language_of_the_machine extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        String subject(String value) {
          return (value + " kind regards").toUpperCase(Locale.getDefault());
        }
      };
    }
  }

  static class Rule3_it_chooses_the_time extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        Message.Builder begin(RawMessage raw, Instant receivedAt) {
          return super.begin(raw, receivedAt.minus(Duration.ofMillis(1)));
        }
      };
    }
  }

  static class Rule3_it_forgets_the_envelope extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        Message.Builder begin(RawMessage raw, Instant receivedAt) {
          return super.begin(RawMessage.of(raw.bytes()).withTenant(raw.tenant()), receivedAt);
        }
      };
    }
  }

  static class Rule3_it_writes_to_the_raw_bytes extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        Message.Builder begin(RawMessage raw, Instant receivedAt) {
          for (int i = 0; i < raw.bytes().length; i++) {
            raw.bytes()[i] = raw.bytes()[i] == 0 ? (byte) ' ' : raw.bytes()[i];
          }
          return super.begin(raw, receivedAt);
        }
      };
    }
  }

  static class Rule4_it_passes_a_limit_in_silence extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        void limit(Message.Builder builder) {}
      };
    }
  }

  static class Rule4_every_field_repeats_all_before_it extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        String subject(String value) {
          return value.repeat(20);
        }
      };
    }
  }

  static class Rule5_it_keeps_the_attachment_to_itself extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        Attachment attachment(byte[] bytes, Sink contents) {
          return attachment(Blob.of(bytes));
        }
      };
    }
  }

  static class Rule5_it_answers_for_the_sink extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        @Override
        Attachment attachment(byte[] bytes, Sink contents) {
          super.attachment(bytes, contents);
          return attachment(Blob.of(bytes));
        }
      };
    }
  }

  static class Rule6_a_second_thread_finds_the_subject_of_the_first extends Planted {
    @Override
    protected PlainReader reader() {
      return new PlainReader() {
        private final Thread first = Thread.currentThread();
        private volatile String last = "";

        @Override
        String subject(String value) {
          if (Thread.currentThread() == first) {
            last = value;
          }
          return last;
        }
      };
    }
  }
}
