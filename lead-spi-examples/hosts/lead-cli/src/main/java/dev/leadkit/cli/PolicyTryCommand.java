// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact.Qualified;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.files.MailFiles;
import dev.leadkit.files.MailFiles.Mail;
import dev.leadkit.files.MailFiles.Unreadable;
import dev.leadkit.json.LeadJson;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.spi.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the whole pipeline with stores in memory and connectors that deliver nothing. */
@Command(
    name = "try",
    description = "Shows how a policy decides on mails; nothing is stored or delivered.")
final class PolicyTryCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final PolicyParameter policyFile = new PolicyParameter();

  @Parameters(
      index = "1..*",
      paramLabel = "MAIL",
      arity = "1..*",
      description = "Mails: .eml, mbox, Maildir, or folders of these.")
  private List<Path> mails = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A data folder whose lead.yaml names companies, addresses and trusted hosts.")
  private @Nullable Path data;

  @Mixin
  private final WiringOptions setup = new WiringOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final CommonOptions common = new CommonOptions();

  private boolean failed;

  @Override
  public Integer call() throws IOException {
    Setup remembered = data == null ? Setup.DEMO : new SetupFile(data).read();
    Wiring wiring = Wiring.of(setup.given().orElse(remembered).withPolicy(policyFile.file()));
    var store = new InMemoryStore();
    var blobs = new InMemoryBlobs();
    Map<LeadId, String> origins = new LinkedHashMap<>();
    try (LeadPipeline pipeline = wiring
        .builder(Path.of(""), (name, folder) -> delivery -> Outcome.accepted(""))
        .store(store)
        .blobs(blobs)
        .clock(common.clock())
        .build()) {
      MailFiles.walk(mails, found -> {
        if (found instanceof Unreadable problem) {
          failed = true;
          call.lead().complain(problem.origin() + ": " + problem.reason());
          return;
        }
        RawMessage raw = ((Mail) found).raw();
        Receipt receipt = pipeline.accept(raw);
        origins.merge(receipt.lead(), found.origin(), (first, next) -> first + ", " + next);
      });
      pipeline.run();
    }
    for (Map.Entry<LeadId, String> entry : origins.entrySet()) {
      List<LeadEvent> history =
          store.histories(List.of(entry.getKey())).getOrDefault(entry.getKey(), List.of());
      show(entry.getValue(), Lead.of(entry.getKey(), history), history, blobs);
    }
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void show(String origin, Lead lead, List<LeadEvent> history, InMemoryBlobs blobs)
      throws IOException {
    Qualified decision = lead.decision();
    if (decision == null) {
      failed = true;
      call.lead().complain(origin + ": was not decided");
      return;
    }
    if (json.isGiven()) {
      new Json()
          .put("mail", origin)
          .put("lead", lead.id())
          .put("status", lead.status())
          .put("policy", decision.policy())
          .putJson("score", LeadJson.write(decision.score()))
          .putJson("assignment", LeadJson.write(decision.assignment()))
          .print(call.out());
      return;
    }
    call.out()
        .println(LeadTable.heading(
            call.lead().ansi(),
            LeadTable.printable(origin) + ": " + lead.id() + ", "
                + lead.status().name().toLowerCase(Locale.ROOT) + ", "
                + LeadTable.printable(lead.contact().address().email())));
    new Explanation(lead.id(), history, blobs).decision().forEach(call.out()::println);
  }
}
