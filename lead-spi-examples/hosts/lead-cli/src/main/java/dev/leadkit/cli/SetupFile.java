// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code lead.yaml} of a data folder, which remembers the {@link Setup}.
 *
 * <p>Paths are relative to the folder. Any text may refer to a secret, {@code ${env:NAME}} or {@code ${file:PATH}}, so that the secret itself
 * is not in the file. When the command remembers an option, it replaces only the lines of that key; comments and other keys stay.
 */
final class SetupFile {

  static final String NAME = "lead.yaml";
  static final String SCHEMA = "lead-config/1";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern DOMAIN = Pattern.compile(
      "[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}])?(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?)*");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/.][A-Za-z0-9_/.-]*[A-Za-z]");

  private final Path folder;
  private final UnaryOperator<@Nullable String> environment;

  SetupFile(Path folder) {
    this(folder, System::getenv);
  }

  SetupFile(Path folder, UnaryOperator<@Nullable String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  private Path file() {
    return folder.resolve(NAME);
  }

  /**
   * Reads the set-up of the file, or returns that of the demo if there is no file.
   *
   * @throws InputException if it has mistakes; lists all of them, each with its place
   */
  Setup read() {
    if (!Files.exists(file())) {
      return Setup.DEMO;
    }
    return parse(text());
  }

  private String text() {
    try {
      return Files.readString(file());
    } catch (CharacterCodingException e) {
      throw new InputException(file() + ": not UTF-8");
    } catch (IOException e) {
      throw new InputException(Problems.text(e));
    }
  }

  private Setup parse(String text) {
    Settings tree = Settings.yaml(file().toString(), text);
    tree.require("schema").choice("schema", List.of(SCHEMA), SCHEMA);
    var setup = new Setup(
        path(tree, "policy"),
        path(tree, "companies"),
        path(tree, "addresses"),
        domains(tree, "trust", "a host such as mx.example.com"),
        domains(tree, "own_domains", "a domain such as example.com"));
    List<String> problems = tree.problems();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return setup;
  }

  private @Nullable Path path(Settings tree, String key) {
    if (!tree.has(key)) {
      return null;
    }
    Settings value = tree.at(key);
    String name = resolved(value, value.asText());
    if (name.isEmpty()) {
      return null;
    }
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path)) {
      value.problem("no such file: " + path);
    }
    return path;
  }

  private @Nullable List<String> domains(Settings tree, String key, String expected) {
    if (!tree.has(key)) {
      return null;
    }
    var names = new ArrayList<String>();
    for (Settings item : tree.list(key)) {
      String name = resolved(item, item.asText());
      if (isDomain(name)) {
        names.add(name.toLowerCase(Locale.ROOT));
      } else if (!name.isEmpty()) {
        item.problem("set to '" + name + "'; expected " + expected);
      }
    }
    return names;
  }

  static boolean isDomain(String name) {
    return DOMAIN.matcher(name).matches();
  }

  /** Replaces the references in a text; {@code ""} and a problem if one cannot be resolved. */
  private String resolved(Settings value, String text) {
    Matcher references = REFERENCE.matcher(text);
    var resolved = new StringBuilder();
    while (references.find()) {
      String found = secret(value, references.group(1));
      if (found == null) {
        return "";
      }
      references.appendReplacement(resolved, Matcher.quoteReplacement(found));
    }
    return references.appendTail(resolved).toString();
  }

  private @Nullable String secret(Settings value, String reference) {
    if (reference.startsWith("env:")) {
      String name = reference.substring("env:".length());
      String found = environment.apply(name);
      if (found == null) {
        value.problem("the environment variable " + name + " is not set");
      }
      return found;
    }
    if (reference.startsWith("file:")) {
      try {
        return Files.readString(folder.resolve(reference.substring("file:".length())))
            .stripTrailing();
      } catch (IOException e) {
        value.problem("${" + reference + "}: " + Problems.text(e));
        return null;
      }
    }
    value.problem("${" + reference + "} is unknown; expected ${env:NAME} or ${file:PATH}");
    return null;
  }

  /**
   * Writes the components that are not null, and leaves everything else in the file as it is.
   *
   * @throws InputException if the file cannot be written, or is written in a way that cannot be changed line by line
   */
  void remember(Setup given) {
    Map<String, String> changes = new LinkedHashMap<>();
    put(changes, "policy", given.policy());
    put(changes, "companies", given.companies());
    put(changes, "addresses", given.addresses());
    put(changes, "trust", given.trust());
    put(changes, "own_domains", given.ownDomains());
    if (changes.isEmpty()) {
      return;
    }
    boolean exists = Files.exists(file());
    Setup expected = given.orElse(exists ? parse(text()) : Setup.DEMO);
    List<String> lines = new ArrayList<>(
        exists
            ? text().lines().toList()
            : List.of(
                "# The set-up of the lead command for this folder: see docs/cli.md.",
                "schema: " + SCHEMA));
    changes.forEach((key, value) -> replace(lines, key, value));
    String changed = String.join("\n", lines) + "\n";
    if (!isSame(changed, expected)) {
      throw new InputException(file() + ": cannot be changed by the command; set "
          + String.join(", ", changes.values()) + " there yourself");
    }
    write(changed);
  }

  private boolean isSame(String text, Setup expected) {
    try {
      return normal(parse(text)).equals(normal(expected));
    } catch (InputException e) {
      return false;
    }
  }

  private static Setup normal(Setup setup) {
    return new Setup(
        normal(setup.policy()),
        normal(setup.companies()),
        normal(setup.addresses()),
        setup.trust(),
        setup.ownDomains());
  }

  private static @Nullable Path normal(@Nullable Path path) {
    return path == null ? null : path.toAbsolutePath().normalize();
  }

  private void put(Map<String, String> changes, String key, @Nullable Path path) {
    if (path != null) {
      Path base = folder.toAbsolutePath().normalize();
      Path absolute = path.toAbsolutePath().normalize();
      Path shown = absolute.startsWith(base) ? base.relativize(absolute) : absolute;
      changes.put(key, key + ": " + quoted(shown.toString()));
    }
  }

  private static void put(Map<String, String> changes, String key, @Nullable List<String> names) {
    if (names != null) {
      changes.put(
          key,
          key + ": [" + String.join(", ", names.stream().map(SetupFile::quoted).toList()) + "]");
    }
  }

  /** A plain scalar if YAML reads it as a text, otherwise one in single quotes. */
  private static String quoted(String text) {
    boolean isWord = List.of("true", "false", "null").contains(text.toLowerCase(Locale.ROOT));
    return PLAIN.matcher(text).matches() && !isWord ? text : "'" + text.replace("'", "''") + "'";
  }

  /** Replaces the lines of a top-level key, or adds them at the end. */
  private static void replace(List<String> lines, String key, String value) {
    for (int start = 0; start < lines.size(); start++) {
      if (lines.get(start).matches(Pattern.quote(key) + "\\s*:.*")) {
        int end = start + 1;
        while (end < lines.size() && lines.get(end).matches("\\s+\\S.*|-.*")) {
          end++;
        }
        lines.subList(start, end).clear();
        lines.add(start, value);
        return;
      }
    }
    lines.add(value);
  }

  private void write(String text) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, NAME, ".tmp");
      Files.writeString(fresh, text);
      Files.move(
          fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputException(file() + ": cannot be written: " + Problems.text(e));
    }
  }
}
