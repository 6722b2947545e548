// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.authentication.dns.DomainName;
import dev.leadkit.authentication.dns.JndiDnsResolver;
import dev.leadkit.authentication.dns.ZoneFile;
import dev.leadkit.authentication.domain.DomainCheck;
import dev.leadkit.authentication.domain.DomainFinding;
import dev.leadkit.authentication.domain.DomainFinding.Severity;
import dev.leadkit.authentication.domain.DomainFinding.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "doctor",
    description = "Checks the surroundings of an installation.",
    subcommands = DoctorCommand.Dns.class)
final class DoctorCommand extends CommandGroup {

  /** The exit code when something is wrong with what was checked. */
  static final int FOUND = 2;

  @Command(
      name = "dns",
      description = "Checks the MX, SPF, DKIM, DMARC, MTA-STS and TLS report records of a domain.")
  static final class Dns implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "A domain, such as example.com.")
    private String domain = "";

    @Option(
        names = "--selector",
        paramLabel = "NAME",
        description =
            "A DKIM selector with which the domain signs; may be repeated. The DNS cannot list them.")
    private List<String> selectors = new ArrayList<>();

    @Option(
        names = "--zone",
        paramLabel = "FILE",
        description = "A zone file (RFC 1035) to check instead of the DNS; nothing is asked then.")
    private @Nullable Path zone;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
      String name = DomainName.normalize(domain);
      if (name.isEmpty()) {
        throw call.wrongUsage(
            "DOMAIN: expected a domain such as example.com, got '" + domain + "'");
      }
      DnsResolver resolver = zone == null ? JndiDnsResolver.system() : resolver(zone, name);
      Set<String> asked = new HashSet<>();
      List<DomainFinding> findings = DomainCheck.check(name, selectors, (each, type) -> {
        asked.add(each);
        return resolver.query(each, type);
      });
      List<Topic> inOrder = inOrder(name, findings, asked);
      if (json.isGiven()) {
        new Json()
            .put("domain", name)
            .put("in_order", inOrder)
            .put("findings", findings.stream().map(Dns::json).toList())
            .print(call.out());
      } else {
        print(findings, inOrder, call.out(), call.lead().ansi());
      }
      boolean bad = findings.stream().anyMatch(each -> each.severity() != Severity.NOTE);
      return bad ? FOUND : ExitCode.OK;
    }

    private static DnsResolver resolver(Path file, String domain) throws IOException {
      DnsResolver zone;
      try {
        zone = ZoneFile.parse(Files.readString(file), domain);
      } catch (CharacterCodingException e) {
        throw new InputException(file + ": not UTF-8");
      } catch (IllegalArgumentException e) {
        throw new InputException(file + ": " + e.getMessage());
      }
      return (name, type) -> {
        DnsAnswer answer = zone.query(name, type);
        return answer.status() == DnsAnswer.Status.NXDOMAIN && isElsewhere(name, domain)
            ? DnsAnswer.of(DnsAnswer.Status.SERVFAIL)
            : answer;
      };
    }

    /** Whether a zone file of the domain says nothing of a name: neither of the domain nor of a domain above it. */
    private static boolean isElsewhere(String name, String domain) {
      String owner = name.startsWith("_dmarc.") ? name.substring("_dmarc.".length()) : name;
      return !DomainName.isAtOrBelow(owner, domain) && !DomainName.isAtOrBelow(domain, owner);
    }

    /** The topics that were checked without a finding. MTA-STS and TLS reports concern only domains that receive mail. */
    private static List<Topic> inOrder(
        String domain, List<DomainFinding> findings, Set<String> asked) {
      List<Topic> topics = new ArrayList<>(List.of(Topic.values()));
      findings.forEach(each -> topics.remove(each.topic()));
      if (!asked.contains("_mta-sts." + domain)) {
        topics.remove(Topic.MTA_STS);
      }
      if (!asked.contains("_smtp._tls." + domain)) {
        topics.remove(Topic.TLS_RPT);
      }
      return topics;
    }

    private static void print(
        List<DomainFinding> findings, List<Topic> inOrder, PrintStream out, Ansi ansi) {
      for (DomainFinding each : findings) {
        Style style = switch (each.severity()) {
          case ERROR -> Style.RED;
          case WARNING -> Style.YELLOW;
          case NOTE -> Style.BLUE;
        };
        String severity = each.severity().name().toLowerCase(Locale.ROOT);
        out.println(style.of(String.format(Locale.ROOT, "%-7s", severity), ansi) + "  "
            + String.format(Locale.ROOT, "%-7s", name(each.topic())) + "  "
            + LeadTable.printable(each.name() + ": " + each.problem()));
        out.println("                  fix: " + LeadTable.printable(each.remedy()));
      }
      if (!inOrder.isEmpty()) {
        out.println(Style.GREEN.of("in order", ansi) + " "
            + inOrder.stream().map(Dns::name).collect(Collectors.joining(", ")));
      }
    }

    private static String name(Topic topic) {
      return topic.name().replace('_', '-');
    }

    private static Json json(DomainFinding finding) {
      return new Json()
          .put("severity", finding.severity())
          .put("topic", finding.topic())
          .put("name", finding.name())
          .put("problem", finding.problem())
          .put("remedy", finding.remedy());
    }
  }
}
