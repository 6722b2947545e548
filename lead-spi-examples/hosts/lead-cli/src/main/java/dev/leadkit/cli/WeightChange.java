// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.scoring.WeightLearner.Proposal;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Proposed points for the rules of a policy file, as a unified diff for {@code patch} and {@code git apply}. */
final class WeightChange {

  private static final Pattern PLACE = Pattern.compile(".*:(\\d+):(\\d+)");
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+");
  private static final int CONTEXT = 2;

  private final Path file;
  private final List<String> before;

  /** By line and column, both from 0. */
  private final TreeMap<Integer, TreeMap<Integer, Proposal>> edits = new TreeMap<>();

  WeightChange(Path file, Settings tree, List<Proposal> proposals) throws IOException {
    this.file = file;
    this.before = Files.readAllLines(file);
    Map<String, Proposal> byRule =
        proposals.stream().collect(Collectors.toMap(Proposal::rule, Function.identity()));
    for (Settings rule : tree.list("rules")) {
      Proposal proposal = byRule.get(rule.text("id"));
      if (proposal != null && proposal.proposed() != proposal.points()) {
        place(rule.at("add").place(), proposal);
      }
    }
  }

  private void place(String place, Proposal proposal) {
    Matcher found = PLACE.matcher(place);
    if (found.matches()) {
      int line = Integer.parseInt(found.group(1)) - 1;
      int column = Integer.parseInt(found.group(2)) - 1;
      edits.computeIfAbsent(line, none -> new TreeMap<>()).put(column, proposal);
    }
  }

  /** Changes a line from its end, so that the positions of the remaining changes stay valid. */
  private String edited(int line) {
    String text = before.get(line);
    for (Map.Entry<Integer, Proposal> edit :
        edits.getOrDefault(line, new TreeMap<>()).descendingMap().entrySet()) {
      Matcher number = NUMBER.matcher(text).region(edit.getKey(), text.length());
      if (number.lookingAt()) {
        text = text.substring(0, number.start())
            + edit.getValue().proposed()
            + text.substring(number.end());
      }
    }
    return text;
  }

  /** The diff; a single line if nothing changes. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    if (edits.isEmpty()) {
      lines.add("# no rule's points change");
      return lines;
    }
    lines.add("--- a/" + file.getFileName());
    lines.add("+++ b/" + file.getFileName());
    List<Integer> changed = List.copyOf(edits.keySet());
    for (int i = 0; i < changed.size(); ) {
      int last = i;
      while (last + 1 < changed.size()
          && changed.get(last + 1) - changed.get(last) <= 2 * CONTEXT) {
        last++;
      }
      hunk(changed.get(i), changed.get(last), lines);
      i = last + 1;
    }
    return lines;
  }

  private void hunk(int first, int last, List<String> lines) {
    int from = Math.max(0, first - CONTEXT);
    int to = Math.min(before.size(), last + CONTEXT + 1);
    String range = (from + 1) + "," + (to - from);
    lines.add("@@ -" + range + " +" + range + " @@");
    for (int i = from; i < to; i++) {
      String line = edited(i);
      if (line.equals(before.get(i))) {
        lines.add(" " + line);
      } else {
        lines.add("-" + before.get(i));
        lines.add("+" + line);
      }
    }
  }
}
