// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import javax.naming.CommunicationException;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks real name servers through the {@code dns:} provider of the JDK (module {@code jdk.naming.dns}); no further library is needed.
 *
 * <p>One question takes at most about {@code tries × (1 + 2 + …) × timeout} for each server: the provider doubles its timeout on each try.
 * The defaults (2 s, 2 tries) bound it by 6 s. Safe for use by several threads.
 */
public final class JndiDnsResolver implements DnsResolver {

  private static final int MAX_RECORDS = 200;

  private final Hashtable<String, String> environment = new Hashtable<>();

  private JndiDnsResolver(String url, Duration timeout, int tries) {
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, url);
    environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(timeout.toMillis()));
    environment.put("com.sun.jndi.dns.timeout.retries", Integer.toString(tries));
  }

  /** Asks the servers that the operating system is set to. */
  public static JndiDnsResolver system() {
    return of("dns:", Duration.ofSeconds(2), 2);
  }

  /**
   * Asks these servers.
   *
   * @param url {@code dns:} for those of the operating system, or one or more of {@code dns://server:port}, separated by spaces
   * @param timeout how long the first try waits, at least 1 ms
   * @param tries how often a server is asked, at least once
   */
  public static JndiDnsResolver of(String url, Duration timeout, int tries) {
    if (!Objects.requireNonNull(url, "url").startsWith("dns:")) {
      throw new IllegalArgumentException("url: '" + url + "'; expected 'dns:' or 'dns://server'");
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout: " + timeout + "; expected 1 ms or more");
    }
    if (tries < 1) {
      throw new IllegalArgumentException("tries: " + tries + "; expected 1 or more");
    }
    return new JndiDnsResolver(url, timeout, tries);
  }

  @Override
  public DnsAnswer query(String name, RecordType type) {
    try {
      return answer(lookUp(name, type), type);
    } catch (NameNotFoundException e) {
      return DnsAnswer.of(DnsAnswer.Status.NXDOMAIN);
    } catch (ServiceUnavailableException e) {
      return DnsAnswer.of(DnsAnswer.Status.SERVFAIL);
    } catch (OperationNotSupportedException e) {
      return DnsAnswer.of(DnsAnswer.Status.REFUSED);
    } catch (CommunicationException e) {
      return DnsAnswer.of(DnsAnswer.Status.TIMEOUT);
    } catch (NamingException | RuntimeException e) {
      return DnsAnswer.of(DnsAnswer.Status.SERVFAIL);
    }
  }

  // The ban is for lookups of names that a stranger chose at any provider. This context has one
  // provider, which reads nothing but DNS.
  @SuppressWarnings("BanJNDI")
  private Attributes lookUp(String name, RecordType type) throws NamingException {
    InitialDirContext context = new InitialDirContext(new Hashtable<>(environment));
    try {
      // A composite name of one component: a slash or quote in a label must not be read as JNDI
      // syntax.
      CompositeName composite = new CompositeName();
      composite.add(name + ".");
      return context.getAttributes(composite, new String[] {type.name()});
    } finally {
      context.close();
    }
  }

  private static DnsAnswer answer(Attributes attributes, RecordType type) throws NamingException {
    Attribute values = attributes.get(type.name());
    List<DnsRecord> records = new ArrayList<>();
    for (int i = 0; values != null && i < Math.min(values.size(), MAX_RECORDS); i++) {
      DnsRecord each = parse(String.valueOf(values.get(i)), type);
      if (each != null) {
        records.add(each);
      }
    }
    return DnsAnswer.of(records);
  }

  static @Nullable DnsRecord parse(String value, RecordType type) {
    switch (type) {
      case A, AAAA -> {
        var address = IpAddress.parse(value);
        return address == null ? null : new DnsRecord.Address(address);
      }
      case CNAME -> {
        return new DnsRecord.Cname(value);
      }
      case PTR -> {
        return new DnsRecord.Ptr(value);
      }
      case TXT -> {
        return new DnsRecord.Txt(strings(value));
      }
      case MX -> {
        int space = value.indexOf(' ');
        String preference = space < 0 ? "" : value.substring(0, space);
        return preference.matches("[0-9]{1,5}") && Integer.parseInt(preference) <= 0xFFFF
            ? new DnsRecord.Mx(Integer.parseInt(preference), value.substring(space + 1))
            : null;
      }
    }
    return null;
  }

  /**
   * The character-strings of a TXT record as the provider writes them: separated by a space; those with a space, a quote or nothing in
   * quotes, where a backslash precedes a quote or a backslash.
   */
  static List<String> strings(String value) {
    List<String> strings = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      boolean quoted = value.charAt(at) == '"';
      at += quoted ? 1 : 0;
      while (at < value.length() && value.charAt(at) != (quoted ? '"' : ' ')) {
        if (quoted && value.charAt(at) == '\\' && at + 1 < value.length()) {
          at++;
        }
        current.append(value.charAt(at++));
      }
      at += quoted ? 2 : 1;
      strings.add(current.toString());
      current.setLength(0);
    }
    return strings;
  }
}
