// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.simulation.Shadow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ingest",
    description = "Reads mails into a data folder and reports the outcome of each.")
final class IngestCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Mails: .eml, mbox, Maildir, or folders of these.")
  private List<Path> paths = new ArrayList<>();

  @Mixin
  private final DataOption data = new DataOption();

  @Option(
      names = "--shadow",
      paramLabel = "FILE",
      description =
          "A candidate policy that decides beside the active one, without any effect; differences are added to DIR/shadow.jsonl.")
  private @Nullable Path shadow;

  @Mixin
  private final SetupOptions setup = new SetupOptions();

  @Mixin
  private final WorkOptions work = new WorkOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    Path folder = data.folder();
    Wiring wiring = Wiring.of(setup.setup(folder));
    Policy candidate = shadow == null ? null : PolicySource.file(shadow).policy();
    setup.remember(folder);
    long before = 0;
    if (candidate != null) {
      try (DataFolder dataFolder = DataFolder.open(folder)) {
        before = dataFolder.end();
      }
    }
    IngestRun.Result result =
        new IngestRun(call.lead(), folder, wiring, common, work).of(Mailbox.of(paths), lead -> {});
    Json report = result.json();
    if (!json.isGiven()) {
      result.print(call.out());
    }
    if (candidate != null) {
      report.put("shadow", shadow(folder, candidate, before));
    }
    if (json.isGiven()) {
      report.print(call.out());
    }
    return result.exitCode();
  }

  private Json shadow(Path folder, Policy candidate, long before) throws IOException {
    try (DataFolder dataFolder = DataFolder.existing(folder);
        var differences = new ShadowFile(folder.resolve(ShadowFile.NAME))) {
      Shadow beside = dataFolder.shadow(candidate, before, differences::take);
      beside.follow();
      if (!json.isGiven()) {
        call.out()
            .println("shadow policy " + candidate.version() + ": " + beside.decisions()
                + " decisions, " + beside.changed() + " different, " + beside.outcomeChanged()
                + " with another outcome, " + beside.moved() + " moved to another queue, "
                + beside.failed() + " failed");
      }
      return new Json()
          .put("policy", candidate.version())
          .put("decisions", beside.decisions())
          .put("changed", beside.changed())
          .put("outcome_changed", beside.outcomeChanged())
          .put("moved", beside.moved())
          .put("failed", beside.failed());
    }
  }
}
