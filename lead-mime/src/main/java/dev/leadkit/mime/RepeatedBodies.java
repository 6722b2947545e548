// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Conclusion;
import dev.leadkit.Hash;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A reader that marks a text that many senders send within a short time, as bots do that fill in forms: with the sign of spam
 * {@value #SIGN}, whose evidence is the number of senders.
 *
 * <p>It remembers texts by their hashes, at most 10,000 of them, in this process alone; after a restart it begins to count again. The time is that
 * of receipt. Texts of fewer than 40 characters do not count, since many people write the same few words. Safe for use by several threads.
 */
public final class RepeatedBodies implements MessageReader {

  /** The name of the sign. */
  public static final String SIGN = "identical_bodies";

  private static final double WEIGHT = 0.9;
  private static final int MIN_LENGTH = 40;
  private static final int MAX_TEXTS = 10_000;

  private final MessageReader reader;
  private final int maxSenders;
  private final Duration window;
  private final Map<String, Map<String, Instant>> seen = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Map<String, Instant>> eldest) {
      return size() > MAX_TEXTS;
    }
  };

  /**
   * A reader around another one.
   *
   * @param reader reads the messages
   * @param maxSenders how many senders may send the same text within the window without being suspicious, at least 1
   * @param window how long a text counts, at least one second
   */
  public RepeatedBodies(MessageReader reader, int maxSenders, Duration window) {
    this.reader = Objects.requireNonNull(reader, "reader");
    this.window = Objects.requireNonNull(window, "window");
    this.maxSenders = maxSenders;
    if (maxSenders < 1) {
      throw new IllegalArgumentException("maxSenders: expected at least 1, got " + maxSenders);
    }
    if (window.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("window: expected at least one second, got " + window);
    }
  }

  @Override
  public Message read(RawMessage raw, Instant receivedAt, Sink contents) {
    Message message = reader.read(raw, receivedAt, contents);
    String text = normalized(message.visibleText());
    int senders = text.length() < MIN_LENGTH ? 0 : count(text, message, receivedAt);
    if (senders <= maxSenders) {
      return message;
    }
    List<Conclusion> signals = new ArrayList<>(message.understanding().signals());
    signals.add(
        new Conclusion(SIGN, "more than " + maxSenders + " senders within " + window, WEIGHT));
    return message.toBuilder()
        .understanding(message.understanding().toBuilder().signals(signals).build())
        .build();
  }

  /** How many senders sent this text within the window, this one included; one more than allowed stands for any greater number. */
  private synchronized int count(String text, Message message, Instant at) {
    String hash = HexFormat.of().formatHex(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
    Map<String, Instant> senders = seen.computeIfAbsent(hash, h -> new LinkedHashMap<>());
    senders.values().removeIf(last -> last.plus(window).isBefore(at));
    senders.remove(message.from().email());
    senders.put(message.from().email(), at);
    if (senders.size() > maxSenders + 1) {
      senders.remove(senders.keySet().iterator().next());
    }
    return senders.size();
  }

  private static String normalized(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), 8_192));
    boolean blank = true;
    for (int i = 0; i < text.length() && out.length() < 8_192; i++) {
      char c = text.charAt(i);
      boolean isBlank = Character.isWhitespace(c);
      if (!isBlank || !blank) {
        out.append(isBlank ? ' ' : c);
      }
      blank = isBlank;
    }
    return out.toString().strip().toLowerCase(Locale.ROOT);
  }
}
