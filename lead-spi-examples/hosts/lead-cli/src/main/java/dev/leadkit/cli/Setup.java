// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Source;
import dev.leadkit.files.CompanyFile;
import dev.leadkit.memory.InMemoryAddresses;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.AddressBook;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.tnef.TnefReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The policy, files and hosts that a data folder uses; null stands for those of the demo.
 *
 * @param policy a policy file
 * @param companies a CSV file of companies
 * @param addresses a YAML file of inbound addresses
 * @param trust hosts whose {@code Authentication-Results} are trusted
 * @param ownDomains domains whose addresses all belong to the user
 */
record Setup(
    @Nullable Path policy,
    @Nullable Path companies,
    @Nullable Path addresses,
    @Nullable List<String> trust,
    @Nullable List<String> ownDomains) {

  /** The host that receives the mails of the sample mailbox. */
  private static final String SAMPLE_HOST = "mx.leadkit.example";

  static final Setup DEMO = new Setup(null, null, null, null, null);

  Setup {
    trust = trust == null ? null : List.copyOf(trust);
    ownDomains = ownDomains == null ? null : List.copyOf(ownDomains);
  }

  /** This set-up, with the other one's values for components that are null. */
  Setup orElse(Setup other) {
    return new Setup(
        policy == null ? other.policy : policy,
        companies == null ? other.companies : companies,
        addresses == null ? other.addresses : addresses,
        trust == null ? other.trust : trust,
        ownDomains == null ? other.ownDomains : ownDomains);
  }

  Setup withPolicy(Path file) {
    return new Setup(file, companies, addresses, trust, ownDomains);
  }

  PolicyOrigin policyOrigin() {
    return policy == null ? DefaultPolicy.origin() : PolicyOrigin.file(policy);
  }

  Policy readPolicy() {
    return policy == null ? DefaultPolicy.read() : PolicySource.file(policy).policy();
  }

  /** Reads mail, including winmail.dat, and trusts the verdicts of the trusted hosts; without any, no field that a sender could forge. */
  MessageReader reader() {
    var reader = new MimeReader(MimeLimits.standard());
    List<String> hosts = trust == null ? List.of(SAMPLE_HOST) : trust;
    for (String host : hosts) {
      reader = reader.trusting(host);
    }
    return TnefReader.around(hosts.isEmpty() ? reader : reader.trustingSpamFields());
  }

  Enricher readCompanies() {
    try {
      if (companies != null) {
        return CompanyFile.read(companies);
      }
      try (InputStream csv = Setup.class.getResourceAsStream("companies.csv")) {
        if (csv == null) {
          throw new AssertionError("the jar lacks companies.csv");
        }
        return CompanyFile.read(csv, "companies.csv");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses of the file; any other address at an own domain is known too, without details. */
  AddressBook readAddresses() {
    AddressBook listed = addresses == null ? sampleAddresses() : AddressFile.read(addresses);
    List<String> own = ownDomains == null ? List.of() : ownDomains;
    return (tenant, address) -> {
      Source source = listed.source(tenant, address);
      if (source != null) {
        return source;
      }
      String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
      return own.contains(domain) ? Source.of("", address) : null;
    };
  }

  private static AddressBook sampleAddresses() {
    return new InMemoryAddresses()
        .put("", "sales@leadkit.example", source("sales", "", "", "", "sales@leadkit.example"))
        .put("", "info@leadkit.example", source("sales", "", "", "", "info@leadkit.example"))
        .put("", "api@leadkit.example", source("sales", "", "api", "", "api@leadkit.example"))
        .put(
            "", "support@leadkit.example", source("support", "", "", "", "support@leadkit.example"))
        .put(
            "",
            "partners@leadkit.example",
            source("partner", "", "", "bluepeak", "partners@leadkit.example"))
        .put(
            "",
            "forms+pricing@inbound.leadkit.example",
            source("form", "pricing-2026", "", "", "forms+pricing@inbound.leadkit.example"));
  }

  private static Source source(
      String channel, String campaign, String product, String partner, String address) {
    return new Source(channel, campaign, product, partner, address, Source.KNOWN);
  }
}
