// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.RawMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Compares our reader with Angus and Mime4J: checks that all readers read the same from every mail, times them in one run, and prints a table
 * with the ratios.
 *
 * <p>A difference in a generated mail ends the run before anything is timed. Only real mails that all readers read alike are timed; if these are
 * less than three quarters, nothing is timed.
 */
final class ReadComparison {

  private static final List<String> OWN = List.of("form-2k", "newsletter-30k", "pdf-1m", "pdf-10m");
  private static final List<String> WORKS = List.of("event", "json", "json-hashed");
  private static final List<String> RIVALS = List.of("angus", "mime4jDom", "mime4jStream");

  private ReadComparison() {}

  /** Runs with JMH's options; {@code -p mail=…} and {@code -p work=…} choose among the mails and the kinds of work. */
  static void run(String[] args) throws RunnerException, CommandLineOptionException, IOException {
    var command = new CommandLineOptions(args);
    Map<String, String> labels = agreed(mails(command));
    Collection<String> works = command.getParameter("work").orElse(WORKS);
    Collection<RunResult> results = new Runner(new OptionsBuilder()
            .parent(command)
            .include("ReadBenchmark")
            .param("mail", labels.keySet().toArray(String[]::new))
            .param("work", works.toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .addProfiler(ProcessorTime.class)
            .build())
        .run();
    System.out.println(new ReadTable(labels, results).markdown());
  }

  private static Collection<String> mails(CommandLineOptions command) {
    if (command.getParameter("mail").hasValue()) {
      return command.getParameter("mail").get();
    }
    var mails = new ArrayList<>(OWN);
    Path real = Path.of("../shared/corpus/spamassassin");
    if (Files.isDirectory(real)) {
      mails.add(real.toString());
    } else {
      System.out.println("Real mails: skipped, there is no folder " + real);
    }
    return mails;
  }

  /** What to give to the benchmark for each mail or folder, with what to call it in the table. */
  private static Map<String, String> agreed(Collection<String> names) throws IOException {
    var labels = new LinkedHashMap<String, String>();
    for (String name : names) {
      if (OWN.contains(name)) {
        sameInAll(name);
        labels.put(name, name);
      } else {
        List<Path> all = Mails.files(Path.of(name));
        List<Path> same = all.stream().filter(ReadComparison::isReadAlike).toList();
        System.out.println(
            name + ": " + same.size() + " of " + all.size() + " mails are read alike by all");
        if (same.size() * 4 < all.size() * 3) {
          throw new IllegalStateException("too few mails of " + name + " are read alike");
        }
        Path list = Files.createTempFile("mails", ".txt");
        list.toFile().deleteOnExit();
        Files.write(
            list, same.stream().map(path -> path.toAbsolutePath().toString()).toList());
        labels.put(list.toString(), Path.of(name).getFileName() + ", " + same.size() + " mails");
      }
    }
    return labels;
  }

  private static void sameInAll(String name) {
    for (RawMessage raw : Mails.named(name)) {
      for (String rival : RIVALS) {
        Map<Agreement.Item, String> differences = Agreement.differences(Readers.named(rival), raw);
        if (!differences.isEmpty()) {
          throw new IllegalStateException(
              name + " is read otherwise by " + rival + ": " + differences);
        }
      }
    }
    System.out.println(name + ": read alike by all");
  }

  private static boolean isReadAlike(Path file) {
    RawMessage raw = Mails.file(file);
    return RIVALS.stream()
        .allMatch(rival -> Agreement.differences(Readers.named(rival), raw).isEmpty());
  }
}
