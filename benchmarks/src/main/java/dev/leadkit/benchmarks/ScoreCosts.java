// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Measures the cost of compiling and holding rules: processor time of the first and the fifth compilation in a JVM, and retained memory. Each
 * engine runs in a JVM of its own.
 */
public final class ScoreCosts {

  private static final int ROUNDS = 5;
  private static final int COLLECTIONS = 4;

  private ScoreCosts() {}

  /**
   * Prints one row.
   *
   * @param args the engine and the number of rules
   */
  public static void main(String[] args) {
    var work = new ScoreWork(Integer.parseInt(args[1]));
    String yaml = work.yaml();
    Supplier<Object> compile = switch (args[0]) {
      case "leadkit" -> () -> PolicyReader.read(Settings.yaml("policy.yaml", yaml));
      case "leadkitTree" -> () -> Settings.yaml("policy.yaml", yaml);
      default -> () -> Scorers.named(args[0], work);
    };
    double first = 0;
    double last = 0;
    double process = 0;
    long retained = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = used();
      double started = thread();
      double whole = process();
      Object compiled = compile.get();
      last = thread() - started;
      if (round == 0) {
        first = last;
        process = process() - whole;
      }
      retained = used() - before;
      java.lang.ref.Reference.reachabilityFence(compiled);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %.2f | %.2f | %.2f | %.1f |%n",
        args[0],
        work.rules().size(),
        first,
        process,
        last,
        retained / 1e6);
  }

  /** Prints a table with a row for each engine; blank where one fails. */
  static void print(Collection<String> engines, int rules) throws IOException {
    System.out.println("""

        | engine | rules | first, s | with the JVM's own threads, s | fifth, s | retained, MB |
        |---|--:|--:|--:|--:|--:|""");
    for (String engine : engines) {
      Process child = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx2g",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              ScoreCosts.class.getName(),
              engine,
              String.valueOf(rules))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .start();
      try {
        if (child.waitFor() != 0) {
          System.out.println("| " + engine + " | " + rules + " | failed |||");
        }
      } catch (InterruptedException e) {
        child.destroy();
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The parameters. */
  static List<String> engines() {
    return List.of("leadkitTree", "leadkit", "loop", "easyRules", "drools", "cel");
  }

  private static double thread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private static double process() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
