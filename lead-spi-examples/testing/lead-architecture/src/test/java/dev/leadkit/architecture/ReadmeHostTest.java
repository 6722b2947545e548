// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host of the README works as documented: its files are written to an empty folder, compiled, and run in a process of its own, with only the
 * dependencies of its pom.xml on the class path.
 */
class ReadmeHostTest {

  /** A file name in back quotes at the start of a line, and the block below it. */
  private static final Pattern FILE = Pattern.compile(
      "^`([^`\\n]+\\.\\w+)`[^\\n]*\\n\\n```\\w*\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern OUTPUT =
      Pattern.compile("^```text\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir
  Path folder;

  private final Map<String, String> files = new LinkedHashMap<>();
  private String expected = "";

  /** The output of a program. */
  private record Run(int code, String out, String err) {}

  @BeforeEach
  void write_the_files_of_the_readme() throws IOException {
    String readme = Project.read(Project.ROOT.resolve("README.md"));
    Matcher found = FILE.matcher(readme);
    while (found.find()) {
      files.put(found.group(1), found.group(2));
    }
    assertEquals(
        Set.of("pom.xml", "policy.yaml", "companies.csv", "enquiry.eml", "src/main/java/Host.java"),
        files.keySet(),
        "The README shows every file that the host needs");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue());
    }
    Matcher output = OUTPUT.matcher(readme);
    assertTrue(output.find(), "The README shows what the host prints");
    expected = output.group(1);
  }

  @Test
  void the_host_prints_what_the_readme_says_and_the_crm_has_the_lead() throws Exception {
    List<Path> libraries = libraries();
    String classPath = path(libraries);
    compile(classPath);
    Run run = run("java", "-cp", "classes" + File.pathSeparator + classPath, "Host");
    assertEquals(0, run.code(), run.err());
    assertEquals(expected, run.out(), "The README says what the host prints");
    List<String> crm = Files.readAllLines(folder.resolve("data/crm.jsonl"));
    assertEquals(1, crm.size(), "One enquiry is one record");
    assertTrue(crm.get(0).contains("\"email\":\"ada@acme.example\""), crm.get(0));
    assertTrue(crm.get(0).contains("\"score\":70"), crm.get(0));
    Run again = run("java", "-cp", "classes" + File.pathSeparator + classPath, "Host");
    assertEquals(expected.replace("OPENED", "DUPLICATE"), again.out(), again.err());
    assertEquals(crm, Files.readAllLines(folder.resolve("data/crm.jsonl")), "No effect twice");
  }

  @Test
  void the_pom_compiles_with_the_oldest_maven_that_the_readme_allows() {
    String pom = String.valueOf(files.get("pom.xml"));
    assertTrue(
        pom.contains("<artifactId>maven-compiler-plugin</artifactId>")
            || (pom.contains("<maven.compiler.source>17<")
                && pom.contains("<maven.compiler.target>17<")),
        "Maven 3.8.7 compiles with its compiler plugin 3.1, which does not know maven.compiler.release and falls back to Java 5");
  }

  @Test
  void the_host_runs_on_the_module_path_with_what_the_readme_adds() throws Exception {
    String readme = Project.read(Project.ROOT.resolve("README.md"));
    Matcher added = Pattern.compile("--add-modules ([\\w.,]+)").matcher(readme);
    assertTrue(added.find(), "The README says what to add on the module path");
    assertTrue(
        readme.contains("requires `java.sql`"), "The README says that SQLite needs java.sql");
    List<Path> modules = new ArrayList<>();
    for (Path library : libraries()) {
      modules.add(module(library));
    }
    Files.createDirectories(folder.resolve("src/main/java/host"));
    Files.writeString(
        folder.resolve("src/main/java/host/Host.java"),
        "package host;\n" + files.get("src/main/java/Host.java"));
    Files.delete(folder.resolve("src/main/java/Host.java"));
    Files.writeString(folder.resolve("src/main/java/module-info.java"), """
        module host {
          requires dev.leadkit.core;
          requires dev.leadkit.mime;
          requires dev.leadkit.files;
          requires dev.leadkit.sqlite;
          requires java.sql;
        }
        """);
    Run compiled = run(
        "javac",
        "-proc:none",
        "-d",
        "classes",
        "--module-path",
        path(modules),
        "src/main/java/module-info.java",
        "src/main/java/host/Host.java");
    assertEquals(0, compiled.code(), compiled.err());
    Run run = run(
        "java",
        "--module-path",
        "classes" + File.pathSeparator + path(modules),
        "--add-modules",
        added.group(1),
        "-m",
        "host/host.Host");
    assertEquals(0, run.code(), run.err());
    assertEquals(expected, run.out(), run.err());
  }

  @Test
  void a_policy_without_lead_scoring_names_the_artifact_that_is_missing() throws Exception {
    List<Path> libraries = new ArrayList<>(libraries());
    compile(path(libraries));
    assertTrue(libraries.removeIf(library -> isOf(library, "lead-scoring")));
    Run run = run("java", "-cp", "classes" + File.pathSeparator + path(libraries), "Host");
    assertEquals(1, run.code(), run.out());
    assertTrue(run.err().contains("dev.leadkit:lead-scoring"), run.err());
    libraries = new ArrayList<>(libraries());
    assertTrue(libraries.removeIf(library -> isOf(library, "lead-routing")));
    run = run("java", "-cp", "classes" + File.pathSeparator + path(libraries), "Host");
    assertTrue(run.err().contains("dev.leadkit:lead-routing"), run.err());
  }

  private void compile(String classPath) throws Exception {
    Run compiled =
        run("javac", "-proc:none", "-d", "classes", "-cp", classPath, "src/main/java/Host.java");
    assertEquals(0, compiled.code(), compiled.err());
  }

  private Run run(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    var builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(out), Files.readString(err));
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The dependencies of the pom.xml, with their own, from the class path of this test. */
  private List<Path> libraries() throws IOException {
    Set<Path> libraries = new LinkedHashSet<>();
    add(
        dependencies(files
            .get("pom.xml")
            .replaceAll("(?s)<dependencyManagement>.*</dependencyManagement>", "")),
        libraries);
    return List.copyOf(libraries);
  }

  private static void add(Set<String> artifacts, Set<Path> libraries) throws IOException {
    for (String artifact : artifacts) {
      Path library = find(artifact);
      if (library != null && libraries.add(library)) {
        Path pom = isOurs(artifact)
            ? pom(artifact)
            : Path.of(library.toString().replaceFirst("\\.jar$", ".pom"));
        if (Files.exists(pom)) {
          add(dependencies(Project.read(pom)), libraries);
        }
      }
    }
  }

  private static boolean isOurs(String artifact) {
    return artifact.startsWith("lead-");
  }

  /** The artifacts that a pom.xml needs at run time. */
  private static Set<String> dependencies(String pom) {
    String declared = pom.replaceAll("(?s)<!--.*?-->", "")
        .replaceAll("(?s)<(dependencyManagement|build|profiles)>.*?</\\1>", "");
    return Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
        .matcher(declared)
        .results()
        .map(match -> match.group(1))
        .filter(dependency ->
            !dependency.matches("(?s).*<scope>\\s*(test|provided|system)\\s*</scope>.*"))
        .filter(dependency -> !dependency.contains("<optional>true</optional>"))
        .map(dependency -> dependency.replaceAll("(?s).*<artifactId>\\s*([^<\\s]+)\\s*<.*", "$1"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Path find(String artifact) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> isOf(entry, artifact))
        .map(Path::toAbsolutePath)
        .findFirst()
        .orElse(null);
  }

  private static boolean isOf(Path entry, String artifact) {
    String name = String.valueOf(entry.getFileName());
    return name.endsWith(".jar")
        ? name.matches(Pattern.quote(artifact) + "-\\d.*\\.jar")
        : entry.toString().replace(File.separatorChar, '/').contains("/" + artifact + "/");
  }

  private static Path pom(String artifact) throws IOException {
    try (Stream<Path> poms =
        Files.find(Project.ROOT, 4, (path, type) -> path.endsWith(Path.of(artifact, "pom.xml")))) {
      return poms.findFirst().orElseThrow(() -> new AssertionError("no module " + artifact));
    }
  }

  /** A jar, or a folder of classes packed as Maven would pack it. */
  private Path module(Path library) throws IOException {
    if (!Files.isDirectory(library)) {
      return library;
    }
    String artifact = Stream.of(
            "lead-core",
            "lead-mime",
            "lead-scoring",
            "lead-routing",
            "lead-sql",
            "lead-sqlite",
            "lead-files")
        .filter(name -> isOf(library, name))
        .findFirst()
        .orElseThrow();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!Files.exists(library.resolve("module-info.class"))) {
      manifest
          .getMainAttributes()
          .putValue("Automatic-Module-Name", "dev.leadkit." + artifact.substring("lead-".length()));
    }
    Path jar = folder.resolve(artifact + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> classes = Files.walk(library)) {
      for (Path file : classes.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new JarEntry(library.relativize(file).toString().replace(File.separatorChar, '/')));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }
}
