// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.files.FileConnector;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.AddressBook;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.PolicyOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@link Setup} whose files have been read: the parts of a pipeline. */
record Wiring(
    PolicyOrigin origin,
    Policy policy,
    Enricher companies,
    AddressBook addresses,
    MessageReader reader) {

  private static final String SUFFIX = ".jsonl";
  private static final String FIRST_FIELD = "{\"delivery_id\":";
  static final LeadCommand.Connectors FILES =
      (name, folder) -> new FileConnector(folder.resolve(name + SUFFIX));

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  static Wiring of(Setup setup) {
    return new Wiring(
        setup.policyOrigin(),
        setup.readPolicy(),
        setup.readCompanies(),
        setup.readAddresses(),
        setup.reader());
  }

  /** A copy with another version of the policy. */
  Wiring with(Policy read) {
    return new Wiring(origin, read, companies, addresses, reader);
  }

  /** A builder with everything but a store, a blob store and a clock. */
  LeadPipeline.Builder builder(Path folder, LeadCommand.Connectors connectors) {
    LeadPipeline.Builder builder = LeadPipeline.builder()
        .policy(PolicySource.of(policy))
        .reader(reader)
        .addresses(addresses)
        .flags(Flags.none());
    if (!policy.enrichers().isEmpty()) {
      builder.enricher("companies", companies);
    }
    for (String name : names(folder)) {
      builder.connector(name, connectors.connector(name, folder));
    }
    return builder;
  }

  /** The connectors of the policy, and those that leads were delivered to before: an older decision may still have to be delivered. */
  private Set<String> names(Path folder) {
    var names = new TreeSet<String>();
    for (String name : policy.router().connectors()) {
      if (!FILE_NAME.matcher(name).matches() || ShadowFile.NAME.equals(name + SUFFIX)) {
        throw new InputException(
            "policy: the connector '" + name
                + "' cannot be replaced by a file of that name; expected letters, digits, . _ -, and not 'shadow'");
      }
      names.add(name);
    }
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX) && isOfConnector(folder.resolve(name)))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(FILE_NAME.asMatchPredicate())
          .forEach(names::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /** Whether it is a file of deliveries: a connector truncates an incomplete last line, which must not happen to any other file. */
  private static boolean isOfConnector(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(FIRST_FIELD.length()), StandardCharsets.UTF_8)
          .equals(FIRST_FIELD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
