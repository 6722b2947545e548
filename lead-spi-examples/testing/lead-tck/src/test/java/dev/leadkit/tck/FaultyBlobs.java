// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Blob;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Blob stores that each break one rule, as a real one might. */
final class FaultyBlobs {

  private FaultyBlobs() {}

  abstract static class Planted extends BlobStoreContract {

    abstract BlobStore around(InMemoryBlobs sound);

    @Override
    protected BlobStore create() {
      return around(new InMemoryBlobs());
    }

    @Override
    protected BlobStore reopen(BlobStore store) {
      return around(((Passing) store).sound.reopen());
    }

    @Override
    protected void damage(BlobStore store, String sha256, UnaryOperator<byte[]> how) {
      ((Passing) store).sound.damage(sha256, how);
    }
  }

  static class Rule1_it_forgets_when_it_is_closed extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound);
    }

    @Override
    protected BlobStore reopen(BlobStore store) {
      return create();
    }
  }

  static class Rule1_what_was_deleted_comes_back extends Planted {
    private final Map<String, byte[]> deleted = new HashMap<>();

    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public void delete(String sha256) {
          byte[] bytes = bytes(super.open(sha256));
          if (bytes != null) {
            deleted.put(sha256, bytes);
          }
          super.delete(sha256);
        }
      };
    }

    @Override
    protected BlobStore reopen(BlobStore store) {
      BlobStore opened = super.reopen(store);
      deleted.values().forEach(bytes -> opened.put(new ByteArrayInputStream(bytes)));
      return opened;
    }
  }

  static class Rule2_the_length_is_what_the_first_read_gave extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public Blob put(InputStream content) {
          Blob blob = super.put(content);
          return new Blob(blob.sha256(), Math.min(blob.size(), 8_192));
        }
      };
    }
  }

  static class Rule2_it_closes_the_stream extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public Blob put(InputStream content) {
          Blob blob = super.put(content);
          try {
            content.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return blob;
        }
      };
    }
  }

  static class Rule3_the_same_bytes_are_counted_and_deleted_as_often extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        private final Set<String> twice = new HashSet<>();

        @Override
        public Blob put(InputStream content) {
          Blob blob = super.put(content);
          if (super.open(blob.sha256()) != null && !twice.add(blob.sha256())) {
            return new Blob(blob.sha256(), 0);
          }
          return blob;
        }
      };
    }
  }

  static class Rule3_the_same_bytes_again_cut_off_who_reads_them extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        private int puts;

        @Override
        public Blob put(InputStream content) {
          puts++;
          return super.put(content);
        }

        @Override
        public @Nullable InputStream open(String sha256) {
          InputStream whole = super.open(sha256);
          int then = puts;
          return whole == null
              ? null
              : new InputStream() {
                @Override
                public int read() throws IOException {
                  return puts == then ? whole.read() : -1;
                }
              };
        }
      };
    }
  }

  static class Rule3_what_is_there_is_taken_for_intact extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        private final Set<String> there = new HashSet<>();

        @Override
        public Blob put(InputStream content) {
          byte[] bytes = bytes(content);
          Blob blob = Blob.of(bytes == null ? new byte[0] : bytes);
          return there.add(blob.sha256()) && bytes != null
              ? super.put(new ByteArrayInputStream(bytes))
              : blob;
        }
      };
    }
  }

  static class Rule4_it_keeps_other_bytes_than_it_was_given extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        private final Map<String, String> places = new HashMap<>();

        @Override
        public Blob put(InputStream content) {
          byte[] bytes = bytes(content);
          Blob blob = Blob.of(bytes == null ? new byte[0] : bytes);
          String text = new String(bytes == null ? new byte[0] : bytes, StandardCharsets.UTF_8);
          byte[] mended = text.getBytes(StandardCharsets.UTF_8);
          places.put(blob.sha256(), super.put(new ByteArrayInputStream(mended)).sha256());
          return blob;
        }

        @Override
        public @Nullable InputStream open(String sha256) {
          return super.open(places.getOrDefault(sha256, sha256));
        }
      };
    }
  }

  /** Gives other bytes than it keeps, as a client does that knows encodings. */
  private abstract static class Changing extends Planted {

    abstract byte[] changed(byte[] bytes) throws IOException;

    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          byte[] bytes = bytes(super.open(sha256));
          try {
            return bytes == null ? null : new ByteArrayInputStream(changed(bytes));
          } catch (IOException e) {
            throw new StoreException("cannot be read", e);
          }
        }
      };
    }
  }

  static class Rule4_what_looks_compressed_is_unpacked extends Changing {
    @Override
    byte[] changed(byte[] bytes) throws IOException {
      boolean isZipped = bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
      if (!isZipped) {
        return bytes;
      }
      try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return in.readAllBytes();
      }
    }
  }

  static class Rule4_line_ends_are_unified extends Changing {
    @Override
    byte[] changed(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return bytes.length > 100
          ? bytes
          : text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  static class Rule4_what_is_beyond_the_first_part_is_lost extends Changing {
    @Override
    byte[] changed(byte[] bytes) {
      return Arrays.copyOf(bytes, Math.min(bytes.length, 5 << 20));
    }
  }

  static class Rule4_a_byte_alone_has_a_sign extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          InputStream found = super.open(sha256);
          return found == null
              ? null
              : new FilterInputStream(found) {
                @Override
                public int read() throws IOException {
                  int one = super.read();
                  return (byte) one;
                }
              };
        }
      };
    }
  }

  static class Rule4_what_is_skipped_is_read_again extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          InputStream found = super.open(sha256);
          return found == null
              ? null
              : new FilterInputStream(found) {
                @Override
                public long skip(long count) {
                  return count;
                }
              };
        }
      };
    }
  }

  /** Cleans up after errors of the stream only. */
  static class Rule5_a_bug_of_the_stream_leaves_its_part extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public Blob put(InputStream content) {
          var read = new ByteArrayOutputStream();
          try {
            for (int one = content.read(); one >= 0; one = content.read()) {
              read.write(one);
            }
          } catch (IOException e) {
            throw new StoreException("cannot be read", e);
          } catch (RuntimeException e) {
            super.put(new ByteArrayInputStream(read.toByteArray()));
            throw e;
          }
          return super.put(new ByteArrayInputStream(read.toByteArray()));
        }
      };
    }
  }

  /** Asks for the next piece of the content and takes "not found" for the end. */
  static class Rule6_deleted_content_ends_early extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          InputStream found = super.open(sha256);
          return found == null
              ? null
              : new FilterInputStream(found) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                  return sound.open(sha256) == null ? -1 : super.read(buffer, offset, length);
                }
              };
        }
      };
    }
  }

  /** Its connection is closed by an interruption, for good. */
  static class Rule10_once_interrupted_it_never_works_again extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        private boolean isClosed;

        @Override
        public Blob put(InputStream content) {
          isClosed |= Thread.currentThread().isInterrupted();
          if (isClosed) {
            throw new StoreException("closed by an interruption");
          }
          return super.put(content);
        }
      };
    }
  }

  static class Rule10_an_interrupted_put_says_that_it_failed_and_has_kept extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public Blob put(InputStream content) {
          Blob blob = super.put(content);
          if (Thread.currentThread().isInterrupted()) {
            throw new StoreException("interrupted while the answer was read");
          }
          return blob;
        }
      };
    }
  }

  static class Rule7_instances_do_not_see_each_other extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound);
    }

    @Override
    protected BlobStore share(BlobStore store) {
      return new Passing(((Passing) store).sound) {
        private int puts;

        @Override
        public synchronized Blob put(InputStream content) {
          Blob blob = super.put(content);
          if (puts++ % 10 == 9) {
            sound.damage(blob.sha256(), bytes -> new byte[0]);
          }
          return blob;
        }

        @Override
        public void close() {}
      };
    }
  }

  static class Rule9_damaged_bytes_are_given_as_they_are extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          try {
            return super.open(sha256);
          } catch (StoreException e) {
            return new ByteArrayInputStream(new byte[] {1, 2, 3});
          }
        }
      };
    }
  }

  static class Rule4_only_the_first_buffer_comes_back extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          byte[] bytes = bytes(super.open(sha256));
          return bytes == null
              ? null
              : new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, 65_536));
        }
      };
    }
  }

  static class Rule4_what_is_not_there_is_empty extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          InputStream found = super.open(sha256);
          return found == null && sha256.length() == 64 ? InputStream.nullInputStream() : found;
        }
      };
    }
  }

  static class Rule4_it_shows_what_is_still_being_put extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new PartByPart(sound);
    }
  }

  static class Rule5_a_failed_put_leaves_its_part extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new PartByPart(sound);
    }
  }

  static class Rule5_a_failed_put_removes_what_was_there extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        private Blob last = Blob.NONE;

        @Override
        public Blob put(InputStream content) {
          try {
            last = super.put(content);
            return last;
          } catch (StoreException e) {
            delete(last.sha256());
            throw e;
          }
        }
      };
    }
  }

  static class Rule6_nothing_is_deleted extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public void delete(String sha256) {}
      };
    }
  }

  static class Rule6_deleting_what_is_not_there_is_an_error extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public void delete(String sha256) {
          if (sha256.length() == 64 && super.open(sha256) == null) {
            throw new StoreException("no such blob");
          }
          super.delete(sha256);
        }
      };
    }
  }

  static class Rule7_each_thread_has_a_store_of_its_own extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        private final Map<Thread, InMemoryBlobs> stores = new ConcurrentHashMap<>();
        private final Thread first = Thread.currentThread();

        private InMemoryBlobs own() {
          return Thread.currentThread() == first
              ? sound
              : stores.computeIfAbsent(Thread.currentThread(), any -> new InMemoryBlobs());
        }

        @Override
        public Blob put(InputStream content) {
          return own().put(content);
        }

        @Override
        public @Nullable InputStream open(String sha256) {
          return own().open(sha256);
        }
      };
    }
  }

  static class Rule8_upper_case_is_found_too extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          return super.open(sha256.toLowerCase(Locale.ROOT));
        }
      };
    }
  }

  static class Rule8_any_name_is_a_file extends Planted {
    @Override
    BlobStore around(InMemoryBlobs sound) {
      return new Passing(sound) {
        @Override
        public @Nullable InputStream open(String sha256) {
          try {
            Path file = Path.of(sha256);
            return Files.isRegularFile(file) ? Files.newInputStream(file) : super.open(sha256);
          } catch (InvalidPathException | IOException e) {
            return super.open(sha256);
          }
        }
      };
    }
  }

  /** Shows every part as soon as it has been read. */
  private static class PartByPart extends Passing {

    PartByPart(InMemoryBlobs sound) {
      super(sound);
    }

    @Override
    public Blob put(InputStream content) {
      var read = new ByteArrayOutputStream();
      byte[] buffer = new byte[50_000];
      try {
        for (int n = content.readNBytes(buffer, 0, buffer.length);
            n > 0;
            n = content.readNBytes(buffer, 0, buffer.length)) {
          read.write(buffer, 0, n);
          super.put(new ByteArrayInputStream(read.toByteArray()));
        }
      } catch (IOException e) {
        throw new StoreException("content could not be read", e);
      }
      return super.put(new ByteArrayInputStream(read.toByteArray()));
    }
  }

  private static class Passing implements BlobStore {

    final InMemoryBlobs sound;

    Passing(InMemoryBlobs sound) {
      this.sound = sound;
    }

    @Override
    public Blob put(InputStream content) {
      return sound.put(content);
    }

    @Override
    public @Nullable InputStream open(String sha256) {
      return sound.open(sha256);
    }

    @Override
    public void delete(String sha256) {
      sound.delete(sha256);
    }

    @Override
    public void close() {
      sound.close();
    }

    static byte @Nullable [] bytes(@Nullable InputStream stream) {
      try {
        return stream == null ? null : stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
