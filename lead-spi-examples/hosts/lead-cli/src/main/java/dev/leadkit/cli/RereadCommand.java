// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Blob;
import dev.leadkit.Fact.Received;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(
    name = "reread",
    description = "Reads every stored mail again and lists what is now read differently.")
final class RereadCommand implements Callable<Integer> {

  private static final int SHOWN = 40;

  /** The fields that reading produces; ids, times and the envelope do not depend on the reader. */
  private static final Map<String, Function<Message, Object>> FIELDS = fields();

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final DataOption data = new DataOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  private int read;
  private int different;
  private int failed;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Json> differences = new ArrayList<>();

  private static Map<String, Function<Message, Object>> fields() {
    var fields = new LinkedHashMap<String, Function<Message, Object>>();
    fields.put("from", Message::from);
    fields.put("to", Message::to);
    fields.put("cc", Message::cc);
    fields.put("reply_to", Message::replyTo);
    fields.put("subject", Message::subject);
    fields.put("date", message -> String.valueOf(message.date()));
    fields.put("text_body", Message::textBody);
    fields.put("html_body", Message::htmlBody);
    fields.put("visible_text", Message::visibleText);
    fields.put("headers", Message::headers);
    fields.put("thread", Message::thread);
    fields.put("attachments", Message::attachments);
    fields.put("security", Message::security);
    fields.put("spam", Message::spam);
    fields.put("class", message -> message.understanding().messageClass());
    fields.put("labels", message -> message.understanding().labels());
    fields.put("forwarded", message -> message.forwarded() == null ? "" : message.forwarded());
    fields.put("defects", Message::defects);
    return fields;
  }

  @Override
  public Integer call() {
    LeadCommand lead = call.lead();
    try (DataFolder dataFolder = DataFolder.existing(data.folder())) {
      MessageReader reader = new SetupFile(data.folder()).read().reader();
      for (LeadId id : dataFolder.leads()) {
        for (LeadEvent event : history(id, dataFolder)) {
          if (event.fact() instanceof Received received) {
            compare(id, received.message(), reader, dataFolder);
          }
        }
      }
    }
    if (json.isGiven()) {
      new Json()
          .put("read", read)
          .put("different", different)
          .put("failed", failed)
          .put("fields", counts)
          .put("differences", differences)
          .print(lead.out());
      return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
    counts.forEach((field, count) -> lead.out().println(count + " x " + field));
    lead.out()
        .println(read + " mails read, " + different + " differently than before"
            + (failed == 0 ? "" : ", " + failed + " unreadable"));
    return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Returns the history of a lead; reports one that cannot be read and returns none for it. */
  private List<LeadEvent> history(LeadId id, DataFolder dataFolder) {
    try {
      return dataFolder.history(id);
    } catch (StoreException e) {
      call.lead().complain(e.getMessage());
      failed++;
      return List.of();
    }
  }

  private void compare(LeadId id, Message before, MessageReader reader, DataFolder dataFolder) {
    LeadCommand lead = call.lead();
    byte[] bytes;
    try (InputStream in = dataFolder.blobs().open(before.raw().sha256())) {
      bytes = in == null ? null : in.readAllBytes();
    } catch (IOException | StoreException e) {
      lead.complain(before.id() + ": its raw mail cannot be read: " + e.getMessage());
      failed++;
      return;
    }
    if (bytes == null) {
      lead.complain(before.id() + ": its raw mail is missing, " + before.raw().sha256());
      failed++;
      return;
    }
    if (!Blob.of(bytes).equals(before.raw())) {
      lead.complain(before.id() + ": its raw mail is damaged, " + before.raw().sha256());
      failed++;
      return;
    }
    read++;
    Message now = reader.read(RawMessage.of(bytes), before.receivedAt(), Sink.discarding());
    boolean isSame = true;
    for (Map.Entry<String, Function<Message, Object>> field : FIELDS.entrySet()) {
      Object recorded = field.getValue().apply(before);
      Object found = field.getValue().apply(now);
      if (!recorded.equals(found)) {
        isSame = false;
        counts.merge(field.getKey(), 1, Integer::sum);
        report(id, before.id(), field.getKey(), difference(recorded, found));
      }
    }
    different += isSame ? 0 : 1;
  }

  private void report(LeadId lead, String message, String field, String difference) {
    if (json.isGiven()) {
      differences.add(new Json()
          .put("lead", lead)
          .put("message", message)
          .put("field", field)
          .put("difference", difference.strip()));
    } else {
      call.out().println(lead + " " + message + " " + field + difference);
    }
  }

  /** The position from which texts differ; nothing for other fields, because they may name people. */
  private static String difference(Object recorded, Object found) {
    if (!(recorded instanceof String before) || !(found instanceof String now)) {
      return "";
    }
    int at = 0;
    while (at < before.length() && at < now.length() && before.charAt(at) == now.charAt(at)) {
      at++;
    }
    return " at " + at + ": " + excerpt(before, at) + " -> " + excerpt(now, at);
  }

  private static String excerpt(String text, int from) {
    String excerpt = text.substring(from, Math.min(text.length(), from + SHOWN));
    return '"' + excerpt.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
