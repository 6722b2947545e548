// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.PolicyOrigin.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Origins of policies that each break one rule, as a real one might. */
final class FaultyOrigins {

  private FaultyOrigins() {}

  abstract static class Planted extends PolicyOriginContract {

    @Override
    protected abstract PolicyArchives place();
  }

  static class Rule1_it_compares_lengths extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        private final Map<String, byte[]> known = new HashMap<>();

        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          byte[] bytes = now.get(name);
          byte[] before = known.get(name);
          if (bytes != null && (before == null || before.length != bytes.length)) {
            known.put(name, bytes);
          }
          return super.read(bytes == null ? now : known, name);
        }
      };
    }
  }

  static class Rule1_it_keeps_what_is_gone extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        public void write(Map<String, byte[]> content) {
          var all = new HashMap<>(files);
          all.putAll(content);
          super.write(all);
        }
      };
    }
  }

  static class Rule1_it_reads_the_policy_only_once extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        private @Nullable String first;

        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          if (!name.equals("policy.yaml")) {
            return super.read(now, name);
          }
          first = first == null ? super.read(now, name) : first;
          return first;
        }
      };
    }
  }

  static class Rule1_the_list_is_the_policy extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          return super.read(now, "policy.yaml");
        }
      };
    }
  }

  static class Rule2_a_revision_that_never_changes extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        String revision() {
          return "latest";
        }
      };
    }
  }

  static class Rule3_what_is_missing_is_empty extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          return now.containsKey(name) ? super.read(now, name) : "";
        }
      };
    }
  }

  static class Rule3_what_is_empty_is_missing extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          String text = super.read(now, name);
          if (text.isEmpty()) {
            throw new IOException(name + ": nothing in it");
          }
          return text;
        }
      };
    }
  }

  static class Rule3_broken_text_is_patched_up extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          byte[] bytes = now.get(name);
          return bytes == null ? super.read(now, name) : new String(bytes, StandardCharsets.UTF_8);
        }
      };
    }
  }

  static class Rule3_a_long_text_is_cut extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          String text = super.read(now, name);
          return text.substring(0, Math.min(65_536, text.length()));
        }
      };
    }
  }

  static class Rule4_folders_are_flat extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        String read(Map<String, byte[]> now, String name) throws IOException {
          String file = name.substring(name.lastIndexOf('/') + 1);
          return super.read(now, now.containsKey(file) ? file : name);
        }
      };
    }
  }

  static class Rule5_once_broken_always_broken extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        private boolean broken;

        @Override
        Snapshot snapshot() throws IOException {
          broken |= gone;
          if (broken) {
            throw new IOException("closed");
          }
          return super.snapshot();
        }
      };
    }
  }

  static class Rule5_trouble_is_hidden_behind_the_last_answer extends Planted {
    @Override
    protected PolicyArchives place() {
      return new PolicyArchives() {
        @Override
        Snapshot snapshot() throws IOException {
          boolean was = gone;
          gone = false;
          try {
            return super.snapshot();
          } finally {
            gone = was;
          }
        }
      };
    }
  }
}
