// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.Blob;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes all content on to a sink and keeps a copy of content that begins like a winmail.dat, up to a total limit. */
final class WinmailCollector implements MessageReader.Sink {

  private static final int SIGNATURE = 4;

  private final MessageReader.Sink sink;
  private final int most;
  private final Map<Blob, ByteReader> kept = new HashMap<>();
  private int used;

  WinmailCollector(MessageReader.Sink sink, int most) {
    this.sink = sink;
    this.most = most;
  }

  @Override
  public Blob put(InputStream content) {
    byte[] head;
    try {
      head = content.readNBytes(SIGNATURE);
    } catch (IOException e) {
      throw new StoreException("content could not be read", e);
    }
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
    if (!Tnef.isTnef(ByteReader.of(head))) {
      return sink.put(whole);
    }
    var copying = new Copying(whole, most - used);
    Blob blob = sink.put(copying);
    used += copying.copy.size();
    kept.put(
        blob, copying.isWhole() ? ByteReader.of(copying.copy.toByteArray()) : ByteReader.EMPTY);
    return blob;
  }

  /** The octets of a winmail.dat, empty if it was beyond the limit; null if the content is not a winmail.dat. */
  @Nullable
  ByteReader content(Blob blob) {
    return kept.get(blob);
  }

  /** Copies the octets that are read. */
  private static final class Copying extends InputStream {

    private final InputStream in;
    private final int most;
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private long read;

    Copying(InputStream in, int most) {
      this.in = in;
      this.most = most;
    }

    boolean isWhole() {
      return copy.size() == read;
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      if (octet >= 0) {
        read++;
        if (read <= most) {
          copy.write(octet);
        }
      }
      return octet;
    }

    @Override
    public int read(byte[] octets, int from, int length) throws IOException {
      int count = in.read(octets, from, length);
      if (count > 0) {
        read += count;
        copy.write(octets, from, Math.min(count, most - copy.size()));
      }
      return count;
    }
  }
}
