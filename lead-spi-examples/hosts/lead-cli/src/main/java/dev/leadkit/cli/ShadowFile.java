// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.simulation.Comparison;
import dev.leadkit.simulation.Shadow.Decided;
import dev.leadkit.simulation.Shadow.Failed;
import dev.leadkit.simulation.Shadow.Sighting;
import dev.leadkit.spi.DataFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A file of the decisions for which a candidate has another outcome or score, or failed: one JSON object per line, without personal data. */
final class ShadowFile implements AutoCloseable {

  static final String NAME = "shadow.jsonl";

  private final BufferedWriter lines;

  /** Opens the file for appending. */
  ShadowFile(Path file) throws IOException {
    lines = Files.newBufferedWriter(DataFiles.createFile(file), StandardOpenOption.APPEND);
  }

  void take(Sighting sighting) {
    try {
      if (sighting instanceof Decided decided && isOther(decided.comparison())) {
        write(decided.comparison());
      } else if (sighting instanceof Failed failed) {
        lines.write(String.format(
            Locale.ROOT,
            "{\"lead\":\"%s\",\"seq\":%d,\"failed\":\"%s\"}\n",
            failed.lead(),
            failed.seq(),
            failed.cause().getClass().getName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether more than the explanation differs, which differs for every lead once a rule is added. */
  private static boolean isOther(Comparison comparison) {
    return comparison.isOutcomeChanged() || comparison.isScoreChanged();
  }

  /** Needs no escaping: the policy reader restricts the names of policies, queues and routes. */
  private void write(Comparison comparison) throws IOException {
    lines.write(String.format(
        Locale.ROOT,
        "{\"lead\":\"%s\",\"seq\":%d,\"policy\":\"%s\",\"candidate\":\"%s\",\"from\":\"%s\","
            + "\"to\":\"%s\",\"score\":%d,\"candidate_score\":%d,\"outcome_changed\":%b}\n",
        comparison.lead(),
        comparison.seq(),
        comparison.recorded().policy(),
        comparison.candidate().policy(),
        comparison.from(),
        comparison.to(),
        comparison.recorded().score().value(),
        comparison.candidate().score().value(),
        comparison.isOutcomeChanged()));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
