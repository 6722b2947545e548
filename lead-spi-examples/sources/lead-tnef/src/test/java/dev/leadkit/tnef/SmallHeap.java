// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Reads one mail in a virtual machine of its own, and says what it found. */
final class SmallHeap {

  private SmallHeap() {}

  public static void main(String[] arguments) throws Exception {
    RawMessage mail = RawMessage.of(Files.readAllBytes(Path.of(arguments[0])));
    Message message = TnefReader.around(new MimeReader(MimeLimits.standard()))
        .read(mail, Instant.EPOCH, MessageReader.Sink.discarding());
    System.out.println(
        message.visibleText().length() + " " + message.attachments().size() + " "
            + message.defects().stream()
                .map(defect -> defect.code().name())
                .distinct()
                .toList());
  }
}
