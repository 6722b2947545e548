// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts that were read for one policy: its own and those of the files that it names.
 *
 * @param name of the file that is the policy
 * @param files the texts by name, the policy first
 * @param missing why others could not be read, by name
 */
record PolicySnapshot(String name, Map<String, String> files, Map<String, String> missing) {

  /**
   * The result of reading a policy.
   *
   * @param texts all that was read for it
   * @param policy null if it is not valid
   * @param problems its errors
   */
  record Attempt(PolicySnapshot texts, @Nullable Policy policy, List<String> problems) {
    Attempt {
      problems = List.copyOf(problems);
    }
  }

  PolicySnapshot {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
  }

  /**
   * Reads a policy with all files that it names, and checks it.
   *
   * @throws IOException if the policy itself cannot be read
   */
  static Attempt read(Snapshot snapshot, Collection<PolicyCheck> checks) throws IOException {
    var files = new LinkedHashMap<String, String>();
    var missing = new LinkedHashMap<String, String>();
    files.put(snapshot.name(), snapshot.files().read(snapshot.name()));
    Settings.Files noting = name -> {
      try {
        String known = files.get(name);
        String text = known == null ? snapshot.files().read(name) : known;
        files.put(name, text);
        return text;
      } catch (IOException e) {
        missing.put(name, String.valueOf(e.getMessage()));
        throw e;
      }
    };
    Policy policy = null;
    List<String> problems;
    try {
      Settings settings = Settings.yaml(snapshot.label(), files.getOrDefault(snapshot.name(), ""))
          .withFiles(noting);
      policy = PolicyReader.read(settings);
      problems = problems(policy, settings, checks);
    } catch (PolicyException e) {
      problems = e.problems();
    } catch (RuntimeException | StackOverflowError e) {
      problems = List.of(snapshot.label() + ": cannot be used: " + e);
    }
    return new Attempt(
        new PolicySnapshot(snapshot.name(), files, missing),
        problems.isEmpty() ? policy : null,
        problems);
  }

  private static List<String> problems(
      Policy policy, Settings settings, Collection<PolicyCheck> checks) {
    return checks.stream()
        .flatMap(check -> check.problems(policy, settings).stream())
        .toList();
  }

  /** Whether a snapshot would be read as these texts were. */
  boolean isSame(Snapshot snapshot) throws IOException {
    if (!snapshot.name().equals(name) || !snapshot.files().read(name).equals(files.get(name))) {
      return false;
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!file.getValue().equals(text(snapshot, file.getKey()))) {
        return false;
      }
    }
    for (String file : missing.keySet()) {
      if (text(snapshot, file) != null) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String text(Snapshot snapshot, String file) {
    try {
      return snapshot.files().read(file);
    } catch (IOException e) {
      return null; // missing: what was there before is not the same
    }
  }

  /** These texts as an origin would give them. */
  Snapshot snapshot(String revision) {
    return new Snapshot(name, revision, file -> {
      String text = files.get(file);
      if (text == null) {
        throw new IOException("it was not there when the policy was loaded");
      }
      return text;
    });
  }

  /** Without the texts. */
  @Override
  public String toString() {
    return "PolicySnapshot[" + files.keySet() + "]";
  }
}
