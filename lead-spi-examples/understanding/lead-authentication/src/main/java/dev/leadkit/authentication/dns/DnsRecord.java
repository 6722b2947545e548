// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/** The data of one DNS record. Names are kept as {@link DomainName#normalize} returns them where they are valid. */
public sealed interface DnsRecord {

  /** The type under which a resolver finds this record. */
  RecordType type();

  /** An address of a host: an A record for IPv4, an AAAA record for IPv6. */
  record Address(InetAddress address) implements DnsRecord {
    public Address {
      Objects.requireNonNull(address, "address");
    }

    @Override
    public RecordType type() {
      return address.getAddress().length == 4 ? RecordType.A : RecordType.AAAA;
    }
  }

  /** A mail exchanger; lower preferences come first. The exchange is {@code ""} in a null MX (RFC 7505). */
  record Mx(int preference, String exchange) implements DnsRecord {
    public Mx {
      if (preference < 0 || preference > 0xFFFF) {
        throw new IllegalArgumentException("preference: " + preference + "; expected 0 to 65535");
      }
      exchange = DomainName.lenient(Objects.requireNonNull(exchange, "exchange"));
    }

    @Override
    public RecordType type() {
      return RecordType.MX;
    }
  }

  /** The name of a host, found under its address in {@code in-addr.arpa} or {@code ip6.arpa}. */
  record Ptr(String target) implements DnsRecord {
    public Ptr {
      target = DomainName.lenient(Objects.requireNonNull(target, "target"));
    }

    @Override
    public RecordType type() {
      return RecordType.PTR;
    }
  }

  /** An alias. Resolvers follow it; the verifiers never see one. */
  record Cname(String target) implements DnsRecord {
    public Cname {
      target = DomainName.lenient(Objects.requireNonNull(target, "target"));
    }

    @Override
    public RecordType type() {
      return RecordType.CNAME;
    }
  }

  /** The character-strings of a TXT record; one character stands for one octet (ISO 8859-1). */
  record Txt(List<String> strings) implements DnsRecord {
    public Txt {
      strings = List.copyOf(Objects.requireNonNull(strings, "strings"));
    }

    /** The strings joined without anything between them, as SPF, DKIM and DMARC read them (RFC 7208 §3.3). */
    public String text() {
      return String.join("", strings);
    }

    @Override
    public RecordType type() {
      return RecordType.TXT;
    }
  }
}
