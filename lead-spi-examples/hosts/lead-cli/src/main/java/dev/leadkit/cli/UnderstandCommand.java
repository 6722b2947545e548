// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Segment;
import dev.leadkit.Understanding;
import dev.leadkit.files.MailFiles;
import dev.leadkit.files.MailFiles.Mail;
import dev.leadkit.files.MailFiles.Unreadable;
import dev.leadkit.spi.MessageReader.Sink;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "understand",
    description =
        "Shows the parts of a mail's text (own text, signature, quotation …) and what it forwards.")
final class UnderstandCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Parameters(
      index = "0",
      paramLabel = "MAIL|-",
      description = "A file with one mail, or - for the standard input.")
  private String input = "";

  @Mixin
  private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    // The time of receipt is not shown.
    Message message = Setup.DEMO.reader().read(raw(), Instant.EPOCH, Sink.discarding());
    Understanding found = message.understanding();
    PrintStream out = call.out();
    if (json.isGiven()) {
      new Json()
          .put("subject", message.subject())
          .put("from", json(message.from()))
          .put("text", found.text())
          .put(
              "segments", found.segments().stream().map(UnderstandCommand::json).toList())
          .put(
              "forwards", found.forwards().stream().map(UnderstandCommand::json).toList())
          .print(out);
    } else {
      Ansi ansi = call.lead().ansi();
      found.segments().forEach(segment -> print(segment, found.text(), out, ansi));
      if (found.segments().isEmpty()) {
        out.println("no text");
      }
      for (int i = 0; i < found.forwards().size(); i++) {
        print(i + 1, found.forwards().get(i), out, ansi);
      }
    }
    return ExitCode.OK;
  }

  private RawMessage raw() throws IOException {
    if (input.equals("-")) {
      return new Mail("-", call.lead().in().readAllBytes()).raw();
    }
    List<RawMessage> mails = new ArrayList<>();
    MailFiles.walk(List.of(Path.of(input)), found -> {
      if (found instanceof Unreadable problem) {
        throw new InputException(problem.origin() + ": " + problem.reason());
      }
      if (!mails.isEmpty()) {
        throw new InputException(input + ": has more than one mail; expected a file with one");
      }
      mails.add(((Mail) found).raw());
    });
    if (mails.isEmpty()) {
      throw new InputException(input + ": has no mail");
    }
    return mails.get(0);
  }

  private static void print(Segment segment, String text, PrintStream out, Ansi ansi) {
    Style style = switch (segment.kind()) {
      case OWN_TEXT, FORM_FIELD -> Style.GREEN;
      case SIGN_OFF, SIGNATURE, DEVICE_LINE -> Style.BLUE;
      case FORWARD_HEADER, FORWARDED -> Style.YELLOW;
      case BANNER, DISCLAIMER, LIST_FOOTER, QUOTATION_HEADER, QUOTED -> Style.FAINT;
    };
    out.println(style.of(
        words(segment.kind()) + "  " + percent(segment.confidence()) + "  " + segment.rule(),
        ansi));
    segment
        .of(text)
        .lines()
        .forEach(line -> out.println(
            line.isBlank()
                ? ""
                : "  " + style.of(LeadTable.printable(line.replace('\t', ' ')), ansi)));
  }

  private static void print(int level, Forwarded message, PrintStream out, Ansi ansi) {
    out.println(Style.YELLOW.of("forward " + level, ansi));
    field("from", shown(message.from()), out);
    field("to", shown(message.to()), out);
    field("cc", shown(message.cc()), out);
    Instant date = message.date();
    field("date", date == null ? "" : date.toString(), out);
    field("subject", message.subject(), out);
  }

  private static void field(String name, String value, PrintStream out) {
    if (!value.isEmpty()) {
      out.println(String.format(Locale.ROOT, "  %-8s ", name) + LeadTable.printable(value));
    }
  }

  private static String words(Segment.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String percent(double confidence) {
    return Math.round(confidence * 100) + " %";
  }

  private static String shown(List<Address> addresses) {
    return addresses.stream().map(UnderstandCommand::shown).collect(Collectors.joining(", "));
  }

  private static String shown(Address address) {
    if (address.name().isEmpty()) {
      return address.email();
    }
    return address.email().isEmpty()
        ? address.name()
        : address.name() + " <" + address.email() + ">";
  }

  private static Json json(Segment segment) {
    return new Json()
        .put("kind", segment.kind())
        .put("start", segment.start())
        .put("end", segment.end())
        .put("rule", segment.rule())
        .put("confidence", segment.confidence());
  }

  private static Json json(Forwarded message) {
    return new Json()
        .put("from", json(message.from()))
        .put("to", message.to().stream().map(UnderstandCommand::json).toList())
        .put("cc", message.cc().stream().map(UnderstandCommand::json).toList())
        .put("date", message.date())
        .put("subject", message.subject())
        .put("text", message.text());
  }

  private static Json json(Address address) {
    return new Json().put("email", address.email()).put("name", address.name());
  }
}
