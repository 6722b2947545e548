// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Address;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Grades results against the shared corpus. */
final class Grades {

  private static final Set<Kind> STRIPPED = EnumSet.of(Kind.OWN_TEXT, Kind.FORM_FIELD);
  private static final Set<Kind> KEPT = EnumSet.complementOf(
      EnumSet.of(Kind.QUOTATION_HEADER, Kind.QUOTED, Kind.FORWARD_HEADER, Kind.FORWARDED));

  /** Right and all cases by group. */
  final Map<String, int[]> groups = new TreeMap<>();

  final List<String> failures = new ArrayList<>();
  int right;
  int all;
  int truePositives;
  int falsePositives;
  int falseNegatives;

  private void add(String source, String language, boolean ok, String id) {
    all++;
    right += ok ? 1 : 0;
    for (String group : List.of(source, "lang " + language)) {
      int[] counts = groups.computeIfAbsent(group, g -> new int[2]);
      counts[0] += ok ? 1 : 0;
      counts[1]++;
    }
    if (!ok) {
      failures.add(id);
    }
  }

  double share() {
    return all == 0 ? 0 : (double) right / all;
  }

  double f1() {
    return 2.0 * truePositives / Math.max(1, 2 * truePositives + falsePositives + falseNegatives);
  }

  String table(String title) {
    StringBuilder out = new StringBuilder();
    out.append(String.format(
        Locale.ROOT,
        "%s: %d of %d (%.1f %%), line F1 %.3f%n",
        title,
        right,
        all,
        100 * share(),
        f1()));
    groups.forEach((group, counts) -> out.append(
        String.format(Locale.ROOT, "  %-36s %3d of %3d%n", group, counts[0], counts[1])));
    out.append("  failed: ").append(failures).append('\n');
    return out.toString();
  }

  /** Grades the plain-text replies; a change is applied to the input and to the expectation alike. */
  static Grades replies(UnaryOperator<String> change) {
    Grades grades = new Grades();
    for (Map<String, Object> row : Corpus.rows("replies/replies.jsonl")) {
      String text = Corpus.string(row, "text");
      if (text != null) {
        Segments segments = Segments.of(null, Address.UNKNOWN, change.apply(text));
        grades.reply(row, segments::text, change);
      }
    }
    return grades;
  }

  /** Grades all replies as mails that the reader reads: those that are mails, plain texts and HTML. */
  static Grades repliesRead() {
    Grades grades = new Grades();
    for (Map<String, Object> row : Corpus.rows("replies/replies.jsonl")) {
      Message message = new MimeReader(MimeLimits.standard())
          .read(RawMessage.of(mail(row)), Instant.EPOCH, Sink.discarding());
      grades.reply(row, message.understanding()::text, text -> text);
    }
    return grades;
  }

  private static byte[] mail(Map<String, Object> row) {
    String path = Corpus.string(row, "mail");
    if (path != null) {
      return Corpus.bytes("replies/" + path);
    }
    String text = Corpus.string(row, "text");
    String html = Corpus.string(row, "html");
    String body = Objects.requireNonNull(text == null ? html : text);
    return ("From: (unknown)\nContent-Type: text/" + (text == null ? "html" : "plain")
            + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void reply(
      Map<String, Object> row, Function<Set<Kind>, String> text, UnaryOperator<String> change) {
    String got = text.apply("keep_sig".equals(row.get("policy")) ? KEPT : STRIPPED);
    String visible = Corpus.string(row, "visible");
    boolean ok = visible == null || squeezed(change.apply(visible)).equals(squeezed(got));
    for (Object part : Corpus.list(row.get("contains"))) {
      ok &= squeezed(got).contains(squeezed(change.apply(part.toString())));
    }
    for (Object part : Corpus.list(row.get("absent"))) {
      ok &= !squeezed(got).contains(squeezed(change.apply(part.toString())));
    }
    String starts = Corpus.string(row, "starts");
    ok &= starts == null || squeezed(got).startsWith(squeezed(change.apply(starts)));
    String form = Corpus.string(row, "html") != null
        ? " (HTML)"
        : Corpus.string(row, "mail") != null ? " (mail)" : "";
    add(row.get("source") + form, row.get("lang").toString(), ok, row.get("id").toString());
    if (visible != null) {
      lines(change.apply(visible), got);
    }
  }

  private static String squeezed(String text) {
    return Corpus.squeezed(text).replace("\u200b", "").replace("\ufeff", "");
  }

  private void lines(String expected, String got) {
    Map<String, Integer> counts = new HashMap<>();
    for (String line : expected.split("\\R", -1)) {
      counts.merge(squeezed(line), 1, Integer::sum);
    }
    counts.remove("");
    int open = counts.values().stream().mapToInt(Integer::intValue).sum();
    for (String line : got.split("\\R", -1)) {
      String key = squeezed(line);
      if (key.isEmpty()) {
        continue;
      }
      if (counts.getOrDefault(key, 0) > 0) {
        counts.merge(key, -1, Integer::sum);
        truePositives++;
        open--;
      } else {
        falsePositives++;
      }
    }
    falseNegatives += open;
  }

  /** Grades the forwards: every field of the outermost forward, its text and the words above it. */
  static Grades forwards(String file) {
    Grades grades = new Grades();
    for (Map<String, Object> row : Corpus.rows("forwards/" + file)) {
      String text = Corpus.string(row, "text");
      if (text == null) {
        continue;
      }
      UnwrappedForward found = Forwards.unwrap(Corpus.string(row, "subject"), text);
      List<String> wrong = new ArrayList<>();
      if ("false".equals(row.get("forwarded"))) {
        check(wrong, "forwarded", false, found != null);
      } else if (found == null) {
        wrong.add("not found");
      } else {
        compare(wrong, row, found);
      }
      grades.add(
          Objects.toString(row.get("client")),
          row.get("lang").toString(),
          wrong.isEmpty(),
          row.get("id") + " " + wrong);
    }
    return grades;
  }

  private static void compare(List<String> wrong, Map<String, Object> row, UnwrappedForward found) {
    Map<String, Object> forward = Corpus.map(row.get("forward"));
    check(wrong, "from", address(forward.get("from")), address(found.message().from()));
    check(
        wrong,
        "to",
        addresses(forward.get("to")),
        found.message().to().stream().map(Grades::address).toList());
    check(
        wrong,
        "cc",
        addresses(forward.get("cc")),
        found.message().cc().stream().map(Grades::address).toList());
    check(
        wrong,
        "subject",
        squeezed(Objects.toString(forward.get("subject"), "")),
        squeezed(found.message().subject()));
    check(
        wrong,
        "date",
        squeezed(Objects.toString(forward.get("date"), "")),
        squeezed(found.dateText()));
    check(
        wrong,
        "body",
        squeezed(Objects.toString(forward.get("body"), "")),
        squeezed(found.message().text()));
    check(
        wrong,
        "message",
        squeezed(Objects.toString(row.get("message"), "")),
        squeezed(found.textAbove()));
    check(
        wrong,
        "after",
        squeezed(Objects.toString(row.get("after"), "")),
        squeezed(found.textBelow()));
  }

  private static void check(List<String> wrong, String field, Object expected, Object got) {
    if (!expected.equals(got)) {
      wrong.add(field);
    }
  }

  private static List<String> addresses(@Nullable Object list) {
    return Corpus.list(list).stream().map(Grades::address).toList();
  }

  private static String address(@Nullable Object shown) {
    if (shown instanceof Address address) {
      return address.name() + " <" + address.email() + ">";
    }
    Map<String, Object> map = Corpus.map(shown);
    return Objects.toString(map.get("name"), "") + " <" + Objects.toString(map.get("address"), "")
        + ">";
  }

  /** Grades the lines of signatures; a case that has no signature but loses a line counts in {@code damaged}. */
  static Grades signatureLines(int[] damaged) {
    Grades grades = new Grades();
    for (Map<String, Object> row : Corpus.rows("signatures/forge.jsonl")) {
      String text = Objects.requireNonNull(Corpus.string(row, "text"));
      String labels = Objects.requireNonNull(Corpus.string(row, "labels"));
      Segments segments = Segments.of(null, sender(Corpus.string(row, "from")), text);
      boolean ok = true;
      boolean hurt = false;
      int start = 0;
      String[] lines = text.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (!lines[i].isBlank()) {
          boolean expected = i < labels.length() && labels.charAt(i) == 's';
          boolean got = !STRIPPED.contains(kindAt(segments, start));
          grades.truePositives += expected && got ? 1 : 0;
          grades.falsePositives += !expected && got ? 1 : 0;
          grades.falseNegatives += expected && !got ? 1 : 0;
          ok &= expected == got;
          hurt |= got && labels.indexOf('s') < 0;
        }
        start += lines[i].length() + 1;
      }
      damaged[0] += hurt ? 1 : 0;
      grades.add(
          labels.indexOf('s') < 0 ? "without signature" : "with signature",
          "en",
          ok,
          row.get("id").toString());
    }
    return grades;
  }

  /** Grades the text that is left of mails with the signature cut off. */
  static Grades signatureTexts() {
    Grades grades = new Grades();
    for (Map<String, Object> row : Corpus.rows("signatures/talon.jsonl")) {
      Segments segments = Segments.of(
          null,
          sender(Corpus.string(row, "from")),
          Objects.requireNonNull(Corpus.string(row, "text")));
      boolean ok = squeezed(Objects.toString(row.get("visible"), ""))
          .equals(squeezed(segments.text(STRIPPED)));
      grades.add("talon", "en", ok, row.get("id").toString());
    }
    return grades;
  }

  static Address sender(@Nullable String shown) {
    return shown == null ? Address.UNKNOWN : ShownAddresses.first(shown.replace("\"", ""));
  }

  private static Kind kindAt(Segments segments, int at) {
    for (Segment segment : segments.list()) {
      if (at >= segment.start() && at < segment.end()) {
        return segment.kind();
      }
    }
    throw new AssertionError(
        "No segment at " + at + ": " + Arrays.toString(segments.list().toArray()));
  }
}
