// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leadkit.integrity.StoreVerification;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "verify",
    description =
        "Checks that histories, projections, raw mails and attachments are what was stored.",
    mixinStandardHelpOptions = true)
final class StoreVerifyCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable StoreCommand command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The data folder, which is only read; the current folder if not given.")
  private @Nullable Path data;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    LeadCommand lead = Objects.requireNonNull(command).lead();
    StoreVerification found;
    try (Workplace workplace = Workplace.readOnly(Objects.requireNonNull(data))) {
      found = workplace.verify();
    }
    if (json) {
      lead.out().println(json(found));
    } else {
      print(found, lead.out());
      found.problems().forEach(lead::complain);
    }
    return found.isIntact() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void print(StoreVerification found, PrintStream out) {
    found.remarks().forEach(remark -> out.println("note: " + remark));
    out.println(found.leads() + " leads, " + found.events() + " events and " + found.blobs()
        + " blobs checked, "
        + (found.isIntact() ? "no problem found" : found.problems().size() + " problems found"));
  }

  private static String json(StoreVerification found) throws JsonProcessingException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("intact", found.isIntact());
    fields.put("leads", found.leads());
    fields.put("events", found.events());
    fields.put("blobs", found.blobs());
    fields.put("problems", found.problems());
    fields.put("remarks", found.remarks());
    return JsonMapper.builder().build().writeValueAsString(fields);
  }
}
