// SPDX-License-Identifier: Apache-2.0

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Plants the faults of {@code .ci/plants.txt} one at a time and checks that the named test fails: see {@code .ci/plants}.
 *
 * <p>The tree is not changed. A fault is a replacement in one or more source files; the changed files are compiled into a folder of their
 * own, which comes first on the class path of the test.
 */
final class Plants {

  /** A test that a fault hangs has noticed it too: in a build, it would end in a time-out. */
  private static final long MAX_SECONDS = Long.getLong("plants.seconds", 120);

  /** The same for tests that start processes. */
  private static final long MAX_SECONDS_OF_CRASHES = 6 * MAX_SECONDS;

  /** A test to run, with the class and optionally the method by their simple names. */
  record Target(String module, String type, String method) {

    static Target parse(String text) {
      String[] words = text.strip().split("\\s+");
      if (words.length != 2) {
        throw new IllegalArgumentException("test: expected MODULE CLASS[.METHOD], got " + text);
      }
      int dot = words[1].indexOf('.');
      return dot < 0
          ? new Target(words[0], words[1], "")
          : new Target(words[0], words[1].substring(0, dot), words[1].substring(dot + 1));
    }
  }

  /** One replacement in the file of this name in the sources of a module. */
  record Edit(String module, String file, String before, String after) {}

  /** A fault: what is replaced and which tests must fail. */
  record Fault(String name, List<Edit> edits, List<Target> tests) {}

  /** What became of a fault. */
  record Outcome(Fault fault, boolean bites, String detail) {}

  private final Path root;
  private final Path work;
  private final String runner;
  private final Map<String, Path> modules = new LinkedHashMap<>();

  private Plants(Path root, Path work, String runner) throws IOException {
    this.root = root;
    this.work = work;
    this.runner = runner;
    try (Stream<Path> poms = Files.walk(root, 4)) {
      poms.filter(path -> path.endsWith("pom.xml"))
          .map(Path::getParent)
          .filter(folder -> Files.isDirectory(folder.resolve("src")))
          .sorted()
          .forEach(folder -> modules.put(folder.getFileName().toString(), folder));
    }
  }

  /** {@code ROOT WORK THREADS [WORD…]}: plants the faults whose names contain one of the words, or all. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]).toRealPath();
    var plants = new Plants(root, Path.of(args[1]), System.getProperty("java.class.path"));
    List<String> words = Arrays.asList(args).subList(3, args.length);
    List<Fault> faults = parse(Files.readAllLines(root.resolve(".ci/plants.txt"))).stream()
        .filter(fault -> words.isEmpty() || words.stream().anyMatch(fault.name()::contains))
        .toList();
    System.exit(plants.run(faults, Integer.parseInt(args[2])) ? 0 : 1);
  }

  /** Reads the table: {@code ##} names a fault, {@code in} a file, {@code -} and {@code +} a replacement, {@code test} what must fail. */
  static List<Fault> parse(List<String> lines) {
    var faults = new ArrayList<Fault>();
    String file = "";
    var before = new StringBuilder();
    var after = new StringBuilder();
    boolean isEdit = false;
    for (String line : Stream.concat(lines.stream(), Stream.of("")).toList()) {
      boolean isChange = line.startsWith("-") || line.startsWith("+");
      if (isEdit && (!isChange || line.startsWith("-") && after.length() > 0)) {
        String[] place = file.split("\\s+");
        last(faults).edits().add(new Edit(place[0], place[1], before.toString(), after.toString()));
        before.setLength(0);
        after.setLength(0);
        isEdit = false;
      }
      if (line.startsWith("## ")) {
        faults.add(new Fault(line.substring(3).strip(), new ArrayList<>(), new ArrayList<>()));
      } else if (line.startsWith("in ")) {
        file = line.substring(3).strip();
      } else if (isChange) {
        (line.startsWith("-") ? before : after).append(line.substring(1)).append('\n');
        isEdit = true;
      } else if (line.startsWith("test ")) {
        last(faults).tests().add(Target.parse(line.substring(5)));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException("plants.txt: cannot read the line: " + line);
      }
    }
    for (Fault fault : faults) {
      if (fault.edits().isEmpty() || fault.tests().isEmpty()) {
        throw new IllegalArgumentException(
            "plants.txt: " + fault.name() + ": expected a replacement and a test");
      }
    }
    return faults;
  }

  private static Fault last(List<Fault> faults) {
    return faults.get(faults.size() - 1);
  }

  private boolean run(List<Fault> faults, int threads) throws Exception {
    var executor = Executors.newFixedThreadPool(threads);
    try {
      if (!isGreen(faults, executor)) {
        return false;
      }
      List<Callable<Outcome>> tasks = new ArrayList<>();
      faults.forEach(fault -> tasks.add(() -> report(plant(fault))));
      int survivors = 0;
      for (Future<Outcome> future : executor.invokeAll(tasks)) {
        survivors += future.get().bites() ? 0 : 1;
      }
      System.out.println("plants: " + (faults.size() - survivors) + " of " + faults.size() + " planted faults bite");
      return survivors == 0;
    } finally {
      executor.shutdownNow();
    }
  }

  /** Whether every named test passes as long as nothing is planted: otherwise a red test proves nothing. */
  private boolean isGreen(List<Fault> faults, java.util.concurrent.ExecutorService executor)
      throws InterruptedException, ExecutionException {
    Map<String, Set<Target>> byModule = new LinkedHashMap<>();
    for (Fault fault : faults) {
      for (Target test : fault.tests()) {
        byModule.computeIfAbsent(test.module(), name -> new LinkedHashSet<>()).add(test);
      }
    }
    List<Callable<String>> tasks = new ArrayList<>();
    byModule.forEach((module, tests) -> tasks.add(() -> {
      Set<String> red = red(module, List.copyOf(tests), "");
      return red.isEmpty() ? "" : module + ": " + red;
    }));
    boolean isGreen = true;
    for (Future<String> result : executor.invokeAll(tasks)) {
      if (!result.get().isEmpty()) {
        System.out.println("plants: red although nothing is planted: " + result.get());
        isGreen = false;
      }
    }
    return isGreen;
  }

  private static synchronized Outcome report(Outcome outcome) {
    System.out.println(
        (outcome.bites() ? "bites     " : "SURVIVES  ") + outcome.fault().name() + ": " + outcome.detail());
    return outcome;
  }

  private Outcome plant(Fault fault) {
    Path overlay = null;
    try {
      overlay = Files.createTempDirectory(work, "fault-");
      compile(fault, overlay);
      var red = new ArrayList<String>();
      for (Target test : fault.tests()) {
        Set<String> failed = red(test.module(), List.of(test), overlay.toString());
        if (failed.isEmpty()) {
          return new Outcome(fault, false, test.type() + " passes");
        }
        red.add(test.type() + " " + shortened(failed));
      }
      return new Outcome(fault, true, String.join("; ", red));
    } catch (IllegalArgumentException | IOException | InterruptedException e) {
      return new Outcome(fault, false, "cannot be planted: " + e.getMessage());
    } finally {
      delete(overlay);
    }
  }

  private static String shortened(Set<String> names) {
    String first = names.iterator().next();
    return names.size() == 1 ? first : first + " and " + (names.size() - 1) + " more";
  }

  /** Applies the replacements and compiles the changed files. */
  private void compile(Fault fault, Path overlay) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    Path module = null;
    for (Edit edit : fault.edits()) {
      module = module(edit.module());
      Path file = source(module, edit.file());
      String text = texts.containsKey(file) ? texts.get(file) : Files.readString(file);
      texts.put(file, replaced(text, edit));
    }
    Set<Path> sources = new LinkedHashSet<>();
    for (Map.Entry<Path, String> changed : texts.entrySet()) {
      Path file = changed.getKey();
      boolean isSource = file.toString().endsWith(".java");
      Path base = moduleOf(file).resolve(isSource ? "src/main/java" : "src/main/resources");
      Path target = (isSource ? overlay.resolveSibling(overlay.getFileName() + "-src") : overlay)
          .resolve(base.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.writeString(target, changed.getValue());
      if (isSource) {
        sources.add(target);
        sources.addAll(neighbours(file, texts.keySet()));
      }
    }
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Writer messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean done = compiler
          .getTask(
              messages,
              files,
              null,
              List.of("-nowarn", "-proc:none", "--release", "17", "-parameters", "-d", overlay.toString(),
                  "-cp", classPath(module)),
              null,
              files.getJavaFileObjectsFromPaths(sources))
          .call();
      if (!done) {
        throw new IllegalArgumentException("it does not compile:\n" + messages);
      }
    } finally {
      delete(overlay.resolveSibling(overlay.getFileName() + "-src"));
    }
  }

  /** The other files of the package, in which the compiler may have copied a constant. */
  private static List<Path> neighbours(Path file, Set<Path> changed) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.filter(path -> path.toString().endsWith(".java") && !path.endsWith("package-info.java")
              && !changed.contains(path))
          .toList();
    }
  }

  /** The text with the replacement, which must fit exactly once; white space counts only as a separator. */
  private static String replaced(String text, Edit edit) {
    String pattern = Arrays.stream(edit.before().strip().split("\\s+"))
        .map(Pattern::quote)
        .collect(Collectors.joining("\\s+"));
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(edit.file() + " does not contain: " + edit.before().strip());
    }
    int start = matcher.start();
    int end = matcher.end();
    if (matcher.find()) {
      throw new IllegalArgumentException(edit.file() + " contains more than once: " + edit.before().strip());
    }
    return text.substring(0, start) + edit.after().strip() + text.substring(end);
  }

  private Path module(String name) {
    Path module = modules.get(name);
    if (module == null) {
      throw new IllegalArgumentException("no module is called " + name + "; known: " + modules.keySet());
    }
    return module;
  }

  private Path moduleOf(Path file) {
    return modules.values().stream()
        .filter(file::startsWith)
        .max(Comparator.comparingInt(Path::getNameCount))
        .orElseThrow();
  }

  private static Path source(Path module, String name) throws IOException {
    return only(module.resolve("src/main"), "/" + name);
  }

  private static Path only(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(end)).toList();
      if (found.size() != 1) {
        throw new IllegalArgumentException(folder + ": expected one file ..." + end + ", found " + found.size());
      }
      return found.get(0);
    }
  }

  /** What the tests of a module see, after the faults. */
  private static String classPath(Path module) throws IOException {
    String libraries = Files.readString(module.resolve("target/plants.classpath")).strip();
    return module.resolve("target/test-classes") + ":" + module.resolve("target/classes") + ":" + libraries;
  }

  /** Runs tests of a module in a process of its own; the names of those that fail. */
  private Set<String> red(String name, List<Target> tests, String overlay)
      throws IOException, InterruptedException {
    Path module = module(name);
    Path output = Files.createTempFile(work, "run-", ".txt");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dplants.timeout=" + (name.equals("lead-crash") ? "10 m" : "60 s"));
    command.add("-Dlead.cuts=100"); // some faults show only in a few of the ways in which a cut can end
    command.addAll(List.of(
        "-cp", (overlay.isEmpty() ? "" : overlay + ":") + classPath(module) + ":" + runner));
    command.add(RunTests.class.getName());
    command.add(output.toString());
    command.add(overlay.isEmpty() ? RunTests.ALL : RunTests.UNTIL_ONE_FAILS);
    for (Target test : tests) {
      Path file = only(module.resolve("target/test-classes"), "/" + test.type() + ".class");
      String type = module.resolve("target/test-classes").relativize(file).toString();
      command.add(type.substring(0, type.length() - ".class".length()).replace('/', '.') + "#" + test.method());
    }
    Process process = new ProcessBuilder(command)
        .directory(module.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(output.resolveSibling(output.getFileName() + ".log").toFile()))
        .start();
    boolean isEnded = process.waitFor(
        (overlay.isEmpty() ? 3 : 1) * (name.equals("lead-crash") ? MAX_SECONDS_OF_CRASHES : MAX_SECONDS),
        TimeUnit.SECONDS);
    if (!isEnded) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      return Set.of("(does not end)");
    }
    List<String> lines = Files.readAllLines(output);
    if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(RunTests.END)) {
      return Set.of("(the process of the tests died)");
    }
    return new TreeSet<>(lines.subList(0, lines.size() - 1));
  }

  private static void delete(Path folder) {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("plants: " + folder + " cannot be removed: " + e);
    }
  }
}

/** Runs test classes, or single methods of them, and writes the names of the failed ones to a file. */
final class RunTests {

  static final String END = "end";
  static final String ALL = "all";
  static final String UNTIL_ONE_FAILS = "until-one-fails";

  /** After this time a test that hangs has failed. */
  private static final String TIMEOUT = System.getProperty("plants.timeout", "60 s");

  private RunTests() {}

  /** {@code FILE HOW CLASS#[METHOD]…} */
  public static void main(String[] args) throws Exception {
    var failed = new TreeSet<String>();
    var executed = new TreeSet<String>();
    var listener = new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String method = test.getSource().filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getMethodName())
            .orElse(test.getDisplayName());
        executed.add(method);
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
          failed.add(method);
          result.getThrowable().ifPresent(Throwable::printStackTrace);
          if (args[1].equals(UNTIL_ONE_FAILS)) {
            end(args[0], failed);
          }
        }
      }
    };
    for (String name : Arrays.asList(args).subList(2, args.length)) {
      int hash = name.indexOf('#');
      String method = name.substring(hash + 1);
      LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
          .selectors(selectClass(name.substring(0, hash)))
          .filters(methods(method))
          .configurationParameter("junit.jupiter.execution.timeout.default", TIMEOUT)
          .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
          .build();
      LauncherFactory.create().execute(request, listener);
      if (!method.isEmpty() && !executed.contains(method)) {
        failed.add("(" + name + " does not exist)");
      }
    }
    end(args[0], failed);
  }

  /** Writes the names and ends the process, whatever still runs in it. */
  private static void end(String file, Set<String> failed) {
    try (var out = new PrintStream(file, StandardCharsets.UTF_8)) {
      failed.forEach(out::println);
      out.println(END);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Runtime.getRuntime().halt(0);
  }

  private static org.junit.platform.launcher.PostDiscoveryFilter methods(String name) {
    return test -> {
      boolean isOther = test.getSource().orElse(null) instanceof MethodSource source
          && !name.isEmpty() && !source.getMethodName().equals(name);
      return isOther
          ? org.junit.platform.engine.FilterResult.excluded("another method")
          : org.junit.platform.engine.FilterResult.included("requested");
    };
  }
}
