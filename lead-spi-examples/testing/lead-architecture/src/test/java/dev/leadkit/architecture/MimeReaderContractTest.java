// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.tck.MessageReaderContract;
import java.nio.charset.StandardCharsets;

/** The contract test of the mail reader. */
class MimeReaderContractTest extends MessageReaderContract {

  private static final MimeLimits LIMITS = MimeLimits.standard();

  @Override
  protected MessageReader reader() {
    return new MimeReader(LIMITS);
  }

  @Override
  protected RawMessage beyondLimits() {
    String mail = "Subject: Offer\r\n" + "X-A: b\r\n".repeat(2 * LIMITS.fields()) + "\r\nText";
    return RawMessage.of(mail.getBytes(StandardCharsets.US_ASCII));
  }
}
