// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.tck.MessageReaderContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class TnefReaderContractTest extends MessageReaderContract {

  @Override
  protected MessageReader reader() {
    return TnefReader.around(new MimeReader(MimeLimits.standard()))
        .withLimits(new TnefLimits(1 << 20, 20, 4));
  }

  @Override
  protected RawMessage beyondLimits() {
    Winmail many = Winmail.mail(1252);
    for (int i = 0; i < 21; i++) {
      many.attachment(i + ".txt", new byte[] {'x'});
    }
    return Mails.withText("See attached.", many.bytes());
  }

  @Override
  protected RawMessage withAttachment() {
    return Mails.bare(Samples.all().get("html and files"));
  }

  @Override
  protected List<RawMessage> samples() {
    var samples = new ArrayList<RawMessage>();
    byte[] nested = Samples.all().get("text");
    for (int depth = 0; depth < 200; depth++) {
      nested = Winmail.mail(1252)
          .object(0x3701, Winmail.MESSAGE_INTERFACE, nested)
          .attachment()
          .bytes();
    }
    samples.add(Mails.bare(nested));
    samples.add(Mails.bare(Winmail.mail(1252)
        .binary(0x1009, Winmail.packed("{\\rtf1" + "{".repeat(100_000)))
        .properties()
        .bytes()));
    samples.add(Mails.bare("x\u009F>\"".getBytes(StandardCharsets.ISO_8859_1)));
    samples.add(beyondLimits());
    Samples.all().values().forEach(packed -> {
      samples.add(Mails.bare(packed));
      samples.add(Mails.withText("See attached.", packed, packed));
    });
    return samples;
  }
}
