// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.Address;
import dev.leadkit.Contact;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Hash;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.Prospect;
import dev.leadkit.Source;
import dev.leadkit.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Decides who is behind a message. A pure function of the message, its source and the inbound addresses that it names; immutable.
 *
 * <p>The rules, in order; the first that finds an address which is not ours decides:
 *
 * <ol>
 *   <li>{@code form-field}: the e-mail field of a web form or portal. A form inside a forward counts if one of us forwarded it.
 *   <li>{@code forwarded-by-us}: the author of the innermost forwarded message who is not one of us, if one of us forwarded it. A customer who
 *       forwards the mail of another person is the prospect himself.
 *   <li>{@code forwarded-by-partner}: the same, if anyone forwarded it to the inbound address of a partner ({@link Source#partner()}).
 *   <li>{@code reply-to}: the reply address, unless it is one of a machine or of a mailing list.
 *   <li>{@code original-sender}: what mailing lists record of the author when they replace {@code From} by their own address.
 *   <li>{@code from}: the author, unless it is one of a machine.
 *   <li>{@code display-name}: an address in the display name of a machine or of one of us.
 *   <li>{@code text-address}: the only address in what was written.
 *   <li>{@code recipient}: the first recipient of a message that one of us sent.
 *   <li>{@code machine-from}: the author, although it is one of a machine.
 *   <li>{@code only-ours}: the author, although it is one of us: there is no one else.
 * </ol>
 *
 * @param own our own people
 * @param templates what the fields of known forms mean
 * @param version names these rules in {@link Prospect#rules}
 */
public record ProspectRules(OwnAddresses own, FormTemplates templates, String version) {

  /** The rules of a policy that says nothing about our people and forms. */
  public static final ProspectRules STANDARD = of(OwnAddresses.NONE, FormTemplates.NONE);

  private static final String GENERATION = "1";
  private static final int VERSION_DIGITS = 12;

  /** The fields in which mailing lists and groups record the author, the one with the display name first. */
  static final List<String> ORIGINALS =
      List.of("X-Original-From", "X-Google-Original-From", "X-Original-Sender", "Sender");

  private static final int MAX_FORWARDS = 10;

  public ProspectRules {
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(templates, "templates");
    Objects.requireNonNull(version, "version");
  }

  /** The rules for these people and forms. */
  public static ProspectRules of(OwnAddresses own, FormTemplates templates) {
    byte[] content = (GENERATION + "\n" + own.canonical() + "\n" + templates.canonical())
        .getBytes(StandardCharsets.UTF_8);
    String digest = HexFormat.of().formatHex(Hash.sha256(content)).substring(0, VERSION_DIGITS);
    return new ProspectRules(own, templates, digest);
  }

  /**
   * Reads the sections {@code own} and {@code forms} of a policy, once for all callers, and reports their errors.
   *
   * @param root the whole policy
   */
  public static ProspectRules read(Settings root) {
    return root.shared(
        ProspectRules.class,
        () ->
            of(OwnAddresses.read(root.section("own")), FormTemplates.read(root.section("forms"))));
  }

  /** The addresses of a message that the address book is asked about: those that could be the prospect. */
  public static List<String> addresses(Message message) {
    var all = new LinkedHashSet<String>();
    all.add(message.from().email());
    message.replyTo().forEach(address -> all.add(address.email()));
    for (Header header : message.headers()) {
      if (ORIGINALS.stream().anyMatch(header::is)) {
        all.add(Address.normalize(ShownNames.address(header.value())));
      }
    }
    forwards(message).forEach(forwarded -> all.add(forwarded.from().email()));
    for (FormField field : message.understanding().fields()) {
      if (field.name().equals("email")) {
        all.add(Address.normalize(ShownNames.address(field.value())));
      }
    }
    all.remove("");
    return List.copyOf(all);
  }

  /** The forwarded messages, the outermost first. */
  static List<Forwarded> forwards(Message message) {
    List<Forwarded> forwards = message.understanding().forwards();
    if (!forwards.isEmpty()) {
      return forwards.size() > MAX_FORWARDS ? forwards.subList(0, MAX_FORWARDS) : forwards;
    }
    Forwarded only = message.forwarded();
    return only == null ? List.of() : List.of(only);
  }

  /**
   * Who is behind a message.
   *
   * @param source its inbound address
   * @param ours the {@linkplain #addresses addresses} of the message that the address book knows
   */
  public Prospect of(Message message, Source source, List<String> ours) {
    var search = new ProspectSearch(this, message, source, ours);
    Contact contact = search.contact();
    return new Prospect(contact, ours, version);
  }

  /** Of these addresses, those that the address book knows; with and without their plus tag. */
  public static List<String> known(List<String> addresses, Predicate<String> isInbound) {
    var known = new ArrayList<String>();
    for (String address : addresses) {
      String plain = OwnAddresses.normal(address);
      if (isInbound.test(address) || (!plain.equals(address) && isInbound.test(plain))) {
        known.add(address);
      }
    }
    return known;
  }

  /** Without the addresses. */
  @Override
  public String toString() {
    return "ProspectRules[" + version + "]";
  }
}
