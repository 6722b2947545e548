// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds the mistakes for which it was made: each is put into the source of the engine, which is compiled and simulated. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlantedFaultTest {

  private static final long SEEDS = 5_000;
  private static final int MAX_SCHEDULE_LENGTH = 12;
  private static final Path SOURCES = Path.of("src/main/java");

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void a_planted_fault_is_found(PlantedFault fault, TestReporter reporter) throws Exception {
    compile(fault);
    Long seed = firstFailing();
    assertNotNull(seed, () -> fault + " is not found in " + SEEDS + " seeds");
    reporter.publishEntry(fault + ": found at seed " + seed);
  }

  @Test
  void a_failing_run_is_shrunk_to_what_its_failure_needs() throws Exception {
    compile(PlantedFault.A_WAKE_UP_TIME_IS_NOT_STORED);
    Long seed = firstFailing();
    assertNotNull(seed);
    var schedule = (String) call("schedule", new Class<?>[] {long.class}, seed);
    assertTrue(
        schedule.lines().count() <= MAX_SCHEDULE_LENGTH,
        () -> "One mail is enough for this fault, but the schedule is\n" + schedule);
    assertTrue(schedule.contains("seed " + seed + ": nothing is owed to a lead at rest"), schedule);
  }

  private void compile(PlantedFault fault) throws IOException {
    Path source = Path.of("dev", "leadkit", "pipeline", fault.type() + ".java");
    Path faulty = folder.resolve(fault.type() + ".java");
    Files.writeString(faulty, fault.in(Files.readString(SOURCES.resolve(source))));
    var problems = new StringWriter();
    int code = ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(problems),
            "-proc:none",
            "-nowarn",
            "-d",
            folder.toString(),
            "-cp",
            classPath(),
            faulty.toString());
    assertEquals(0, code, problems::toString);
  }

  /** Our own classes, and what they need. */
  private static String classPath() throws IOException {
    var path = new ArrayList<String>();
    for (Class<?> type : List.of(Recorder.class, World.class)) {
      path.add(root(type).toString());
    }
    path.add(System.getProperty("java.class.path", ""));
    path.add(System.getProperty("jdk.module.path", ""));
    return String.join(File.pathSeparator, path);
  }

  /** The folder from which a class was loaded. */
  private static Path root(Class<?> type) throws IOException {
    try {
      Path file = Path.of(Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class"))
          .toURI());
      Path root = file;
      for (int i = type.getName().split("\\.").length; i > 0; i--) {
        root = root.getParent();
      }
      return root;
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private @Nullable Long firstFailing() throws Exception {
    return (Long) call("firstFailing", new Class<?>[] {long.class, long.class}, 0L, SEEDS);
  }

  /** Calls a method of the simulation that runs the faulty engine. */
  private @Nullable Object call(String method, Class<?>[] types, Object... arguments)
      throws Exception {
    var urls = new URL[] {
      folder.toUri().toURL(),
      root(World.class).toUri().toURL(),
      root(Recorder.class).toUri().toURL()
    };
    try (var loader = new OwnClasses(urls)) {
      Method called = Class.forName("dev.leadkit.pipeline.EngineSimulation", true, loader)
          .getDeclaredMethod(method, types);
      called.setAccessible(true);
      return called.invoke(null, arguments);
    }
  }

  /** Loads our classes itself, so that they see the faulty one; everything else comes from where it always comes from. */
  private static final class OwnClasses extends URLClassLoader {

    OwnClasses(URL[] urls) {
      super(urls, PlantedFaultTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && name.startsWith("dev.leadkit.")) {
          loaded = findClass(name);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }
  }
}
