// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures processor time for each operation, which stays meaningful on a busy machine.
 *
 * <p>{@code cpu.threads} is that of the threads that run Java and are still there at the end of an iteration; {@code cpu.process} is that of the whole
 * JVM, compiler and garbage collector included.
 */
public final class ProcessorTime implements InternalProfiler {

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long process;
  private Map<Long, Long> before = Map.of();

  @Override
  public String getDescription() {
    return "processor time per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = times();
    process = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long whole = system.getProcessCpuTime() - process;
    long java = 0;
    for (Map.Entry<Long, Long> thread : times().entrySet()) {
      java += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    long operations = Math.max(1, result.getMetadata().getMeasuredOps());
    return List.of(
        perOperation("cpu.process", whole, operations),
        perOperation("cpu.threads", java, operations));
  }

  private Map<Long, Long> times() {
    var times = new HashMap<Long, Long>();
    for (long id : threads.getAllThreadIds()) {
      times.put(id, Math.max(0, threads.getThreadCpuTime(id)));
    }
    return times;
  }

  private static ScalarResult perOperation(String name, long nanos, long operations) {
    return new ScalarResult(name, nanos / 1000.0 / operations, "us/op", AggregationPolicy.AVG);
  }
}
