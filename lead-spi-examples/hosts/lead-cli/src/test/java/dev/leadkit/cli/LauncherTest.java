// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds the jar, and its output; project, Maven and Java are stand-ins. */
class LauncherTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir
  Path folder;

  private Path source = Path.of("");
  private Path jar = Path.of("");

  /** What the launcher wrote. */
  private record Launched(int code, String out, String err) {}

  @BeforeEach
  void a_project_that_was_never_built() throws IOException {
    Path module =
        Files.createDirectories(folder.resolve("project/lead-spi-examples/hosts/lead-cli"));
    Files.copy(launcher(), module.resolve("lead"));
    jar = module.resolve("target/lead-cli-1-cli.jar");
    source = folder.resolve("project/lead-core/src/main/java/A.java");
    write(source, "class A {}");
    write(folder.resolve("project/lead-core/src/test/java/ATest.java"), "class ATest {}");
    write(folder.resolve("project/pom.xml"), "<project/>");
    for (Path file : new Path[] {source, folder.resolve("project/pom.xml")}) {
      Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }
    script("java/bin/java", "echo \"java $*\"");
    maven("mkdir -p '" + jar.getParent() + "' && echo built > '" + jar + "'");
  }

  @Test
  void the_first_call_builds_with_progress_and_runs_what_it_built() throws Exception {
    Launched first = launch("list", "a b");
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().endsWith("-jar " + jar + " list a b\n"), first.out());
    assertEquals("""
        lead: building for the first time; this takes about a minute
        lead: building lead-core [1/2]
        lead: building lead-cli [2/2]
        """, first.err());
    Launched second = launch("list");
    assertEquals("", second.err(), "It is built once");
  }

  @Test
  void it_is_built_again_when_a_source_is_newer_and_not_when_a_test_is() throws Exception {
    launch();
    Files.setLastModifiedTime(
        folder.resolve("project/lead-core/src/test/java/ATest.java"), later());
    assertEquals("", launch().err(), "The jar does not hold tests");
    for (Path newer : new Path[] {source, folder.resolve("project/pom.xml")}) {
      Files.setLastModifiedTime(newer, later());
      Launched again = launch();
      assertTrue(
          again.err().startsWith("lead: building again, the sources have changed"), again.err());
      Files.setLastModifiedTime(newer, FileTime.from(LONG_AGO));
      assertEquals("", launch().err());
    }
  }

  @Test
  void java_runs_in_utf_8_where_the_locale_is_only_ascii() throws Exception {
    script("java/bin/java", "echo \"locale ${LC_ALL-} ${LANG-}\"");
    launch();
    for (String ascii : new String[] {"", "C", "POSIX"}) {
      assertEquals("locale C.UTF-8 " + ascii + "\n", launchIn(ascii).out());
    }
    assertEquals("locale  de_DE.UTF-8\n", launchIn("de_DE.UTF-8").out());
  }

  @Test
  void without_maven_an_old_jar_runs_and_none_is_an_error() throws Exception {
    launch();
    Files.setLastModifiedTime(source, later());
    Files.delete(folder.resolve("bin/mvn"));
    Launched old = launch();
    assertEquals(0, old.code(), old.err());
    assertTrue(old.err().contains("there is no mvn to build it again"), old.err());
    Files.delete(jar);
    Launched none = launch();
    assertEquals(1, none.code());
    assertEquals("lead: mvn: not found; install Maven 3.8.7 or later\n", none.err());
  }

  @Test
  void a_build_that_fails_says_why_and_where_its_log_is() throws Exception {
    maven("echo '[ERROR] cannot find symbol'; exit 1");
    Launched failed = launch();
    assertEquals(1, failed.code());
    assertEquals("", failed.out());
    assertTrue(failed.err().contains("[ERROR] cannot find symbol\n"), failed.err());
    assertTrue(failed.err().contains("lead-build.log"), failed.err());
    assertFalse(Files.exists(jar));
  }

  private void maven(String work) throws IOException {
    script("bin/mvn", """
        echo '[INFO] Building lead-core 1                   [1/2]'
        echo '[INFO] noise'
        echo '[INFO] Building lead-cli 1                    [2/2]'
        """ + work);
  }

  private static FileTime later() {
    return FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));
  }

  private Launched launch(String... arguments) throws Exception {
    return launchIn("C.UTF-8", arguments);
  }

  private Launched launchIn(String locale, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(folder.resolve("project/lead-spi-examples/hosts/lead-cli/lead").toString());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":" + tools());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    builder.environment().put("LANG", locale);
    int code = builder.start().waitFor();
    return new Launched(code, Files.readString(out), Files.readString(err));
  }

  /** A folder with the tools that the launcher needs, and no Maven. */
  private Path tools() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : new String[] {
      "sh", "dirname", "readlink", "find", "head", "mkdir", "tee", "sed", "cat", "grep", "touch"
    }) {
      for (String place : new String[] {"/bin", "/usr/bin"}) {
        if (Files.exists(Path.of(place, tool)) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of(place, tool));
        }
      }
    }
    return tools;
  }

  private void script(String name, String text) throws IOException {
    Path script = folder.resolve(name);
    write(script, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private static Path launcher() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    return root.resolve("lead-spi-examples/hosts/lead-cli/lead");
  }
}
