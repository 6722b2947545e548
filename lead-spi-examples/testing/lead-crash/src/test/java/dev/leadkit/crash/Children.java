// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the child process on a data folder. */
final class Children {

  private Children() {}

  /** A child whose standard output can be read; its errors are in the file {@code stderr.txt} beside the folder. */
  static Process start(
      Path folder,
      int first,
      int limit,
      Fault fault,
      KillPoint killPoint,
      Map<String, String> environment)
      throws IOException {
    Files.createDirectories(CrashChild.home(folder)); // a host's duty
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CrashChild.class.getName());
    command.addAll(
        List.of(folder.toString(), Integer.toString(first), Integer.toString(limit), fault.name()));
    command.add(killPoint.toString());
    var builder = new ProcessBuilder(command)
        .redirectError(
            ProcessBuilder.Redirect.appendTo(folder.resolveSibling("stderr.txt").toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs a child until it ends and returns its exit code. */
  static int run(
      Path folder,
      int first,
      int limit,
      Fault fault,
      KillPoint killPoint,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    Process child = start(folder, first, limit, fault, killPoint, environment);
    try (var output = child.getInputStream()) {
      output.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return child.waitFor();
  }
}
