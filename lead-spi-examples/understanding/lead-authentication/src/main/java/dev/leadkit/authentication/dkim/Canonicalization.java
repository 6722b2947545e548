// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import java.security.MessageDigest;

/** The two ways in which a mail is put into the form that is signed (RFC 6376 §3.4). */
enum Canonicalization {
  /** {@code simple}: as it is. */
  SIMPLE,
  /** {@code relaxed}: white space and the case of field names do not count. */
  RELAXED;

  static Canonicalization named(String name) throws DkimError {
    return switch (name) {
      case "simple" -> SIMPLE;
      case "relaxed" -> RELAXED;
      default -> throw DkimError.permanent("unknown canonicalization");
    };
  }

  /** A header field without its last CR LF (§3.4.1, §3.4.2). */
  String field(String raw) {
    if (this == SIMPLE) {
      return raw;
    }
    int colon = raw.indexOf(':');
    StringBuilder text = new StringBuilder(raw.length());
    text.append(raw.substring(0, colon).stripTrailing().toLowerCase(java.util.Locale.ROOT))
        .append(':');
    int start = text.length();
    boolean space = false;
    for (int i = colon + 1; i < raw.length(); i++) {
      char each = raw.charAt(i);
      if (each == ' ' || each == '\t') {
        space = true;
      } else if (each == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') {
        i++;
      } else {
        if (space && text.length() > start) {
          text.append(' ');
        }
        space = false;
        text.append(each);
      }
    }
    return text.toString();
  }

  /** Feeds the body (§3.4.3, §3.4.4) to a digest, at most {@code limit} octets of it, and returns its whole length. */
  long body(byte[] bytes, int from, MessageDigest digest, long limit) {
    Body body = new Body(digest, limit);
    for (int i = from; i < bytes.length; i++) {
      byte each = bytes[i];
      if (each == '\n' || each == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') {
        i += each == '\r' ? 1 : 0;
        body.endLine();
      } else if (this == RELAXED && (each == ' ' || each == '\t')) {
        body.space = true;
      } else {
        body.content(each);
      }
    }
    return body.end(this);
  }

  /** Holds back what may turn out to be at the end of a line or of the body. */
  private static final class Body {
    private final MessageDigest digest;
    private final long limit;
    private final byte[] buffer = new byte[8192];
    private int buffered;
    private long length;
    private long emptyLines;
    private boolean space;

    Body(MessageDigest digest, long limit) {
      this.digest = digest;
      this.limit = limit;
    }

    void content(byte each) {
      for (; emptyLines > 0; emptyLines--) {
        put('\r');
        put('\n');
      }
      if (space) {
        put(' ');
        space = false;
      }
      put(each);
    }

    void endLine() {
      // Every line end waits, until content shows that it is not one of the empty lines at the end
      // of the body.
      emptyLines++;
      space = false;
    }

    long end(Canonicalization kind) {
      if (length > 0 || kind == SIMPLE) {
        put('\r');
        put('\n');
      }
      digest.update(buffer, 0, buffered);
      return length;
    }

    private void put(int each) {
      if (length++ < limit) {
        buffer[buffered++] = (byte) each;
        if (buffered == buffer.length) {
          digest.update(buffer, 0, buffered);
          buffered = 0;
        }
      }
    }
  }
}
