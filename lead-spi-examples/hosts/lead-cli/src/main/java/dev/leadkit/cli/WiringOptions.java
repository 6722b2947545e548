// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The files and hosts that a command uses beside the policy. */
final class WiringOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--companies",
      paramLabel = "FILE",
      description = "Companies by domain, in CSV. Default: those of lead.yaml, else the demo's.")
  private @Nullable Path companies;

  @Option(
      names = "--addresses",
      paramLabel = "FILE",
      description = "Inbound addresses, in YAML. Default: those of lead.yaml, else the demo's.")
  private @Nullable Path addresses;

  @Option(
      names = "--trust",
      paramLabel = "HOST",
      description =
          "A mail host whose Authentication-Results and X-Spam fields are trusted; may be repeated."
              + " Default: those of lead.yaml, else the demo's.")
  private @Nullable List<String> trust;

  @Option(
      names = "--own-domain",
      paramLabel = "DOMAIN",
      description = "A domain of your own, whose addresses count as known; may be repeated."
          + " Default: those of lead.yaml, else none.")
  private @Nullable List<String> ownDomains;

  /** Returns the set-up that the options alone describe. */
  Setup given() {
    return new Setup(
        null,
        existing("--companies", companies),
        existing("--addresses", addresses),
        domains("--trust", trust, "a host such as mx.example.com"),
        domains("--own-domain", ownDomains, "a domain such as example.com"));
  }

  static @Nullable Path existing(String option, @Nullable Path file) {
    if (file != null && !Files.isRegularFile(file)) {
      throw new InputException(option + ": " + file + ": no such file");
    }
    return file;
  }

  private @Nullable List<String> domains(
      String option, @Nullable List<String> names, String expected) {
    if (names == null) {
      return null;
    }
    for (String name : names) {
      if (!SetupFile.isDomain(name)) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            option + ": expected " + expected + ", got '" + name + "'");
      }
    }
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList();
  }
}
