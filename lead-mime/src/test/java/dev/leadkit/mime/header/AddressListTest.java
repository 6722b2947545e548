// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Defect;
import dev.leadkit.mime.scan.Defects;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lists of addresses as the grammar allows them (RFC 5322 §3.4 and §4.4), and as software damages them. Each row has the list, the
 * mailboxes in it, and the repairs.
 */
class AddressListTest {

  private static final long POSITION = 7;
  private static final int MAX_ADDRESSES = 10_000;

  private final Defects defects = new Defects();

  private List<Address> parse(String list) {
    return AddressList.parse(list, MAX_ADDRESSES, defects, POSITION);
  }

  private void check(String list, String mailboxes, String repairs) {
    assertEquals(
        mailboxes,
        parse(list).stream()
            .map(a -> (a.name().isEmpty() ? "" : a.name() + " ") + "<" + a.email() + ">")
            .collect(Collectors.joining(" + ")),
        "the mailboxes of " + list);
    assertEquals(
        repairs,
        defects.list().stream().map(Defect::detail).distinct().collect(Collectors.joining(" + ")),
        "the repairs of " + list);
    for (Defect defect : defects.list()) {
      assertEquals(POSITION, defect.position(), "a repair is reported where the field begins");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // separators: a comma, and a semicolon as some programs write it
        "a@x.de, b@x.de | <a@x.de> + <b@x.de> | ``",
        "a@x.de; b@x.de | <a@x.de> + <b@x.de> | ``",
        "<a@x.de>; <b@x.de> | <a@x.de> + <b@x.de> | ``",
        ", a@x.de,, b@x.de, | <a@x.de> + <b@x.de> | ``",
        "`, a@x.de` | <a@x.de> | ``",
        "() a@x.de | <a@x.de> | ``",
        // groups are flattened; their names are not names of members
        "Team: a@x.de, b@x.de; | <a@x.de> + <b@x.de> | ``",
        "Team: Ann <a@x.de>;, c@x.de | Ann <a@x.de> + <c@x.de> | ``",
        "Team: a@x.de; Other: b@x.de; | <a@x.de> + <b@x.de> | ``",
        "Team (all of us): a@x.de; | <a@x.de> | ``",
        "Sales, Europe: a@x.de; | <a@x.de> | ``",
        "Empty:; | `` | ``",
        "Empty:;, a@x.de | <a@x.de> | ``",
        // comments: the name if there is no other, nested, escaped, and ignored in the name of a
        // group
        "a@x.de (Ann (the boss) B) | Ann (the boss) B <a@x.de> | ``",
        "a@x.de (Ann \\) B) | Ann ) B <a@x.de> | ``",
        "a@x.de (Ann) (Bob) | Ann <a@x.de> | ``",
        "(Ann) <a@x.de> | Ann <a@x.de> | ``",
        "Bob (Ann) <a@x.de> | Bob <a@x.de> | ``",
        "<a@x.de> (Ann) | Ann <a@x.de> | ``",
        "a@x.de (Ann), b@x.de (Bob) | Ann <a@x.de> + Bob <b@x.de> | ``",
        "Ann(x)Lee <a@x.de> | Ann Lee <a@x.de> | ``",
        "(x@y.de) a@x.de | x@y.de <a@x.de> | ``",
        // words after the angle bracket are the name if there is no other
        "<a@x.de> Ann Lee | Ann Lee <a@x.de> | ``",
        "<a@x.de> \"Lee, Ann\" | Lee, Ann <a@x.de> | ``",
        "<a@x.de> Ann: boss | Ann: boss <a@x.de> | ``",
        "<a@x.de> Ann [x] | Ann [x] <a@x.de> | ``",
        "<a@x.de> Ann(y)Lee (z) | y <a@x.de> | ``",
        "Bob <a@x.de> Ann | Bob <a@x.de> | ``",
        // quoted strings
        "\"Lee, Ann\" <a@x.de> | Lee, Ann <a@x.de> | ``",
        "\"Ann \\\"A\\\" Lee\" <a@x.de> | Ann \"A\" Lee <a@x.de> | ``",
        "\"a@y.de\" <a@x.de> | a@y.de <a@x.de> | ``",
        "\"a b\"@x.de | <\"a b\"@x.de> | ``",
        "\"a b\"@x.de, \"c d\"@x.de | <\"a b\"@x.de> + <\"c d\"@x.de> | ``",
        "<\"a b\"@x.de> | <\"a b\"@x.de> | ``",
        "\"a b\"@x.de(Ann) | Ann <\"a b\"@x.de> | ``",
        "\"a b\"@x.de <b@x.de> | <\"a b\"@x.de> + <b@x.de> | a comma is missing",
        // routes (RFC 5322 §4.4) and schemes
        "<@hub.de:a@x.de> | <a@x.de> | ``",
        "<@hub.de,@b.de:a@x.de> | <a@x.de> | ``",
        "Ann <mailto:a@x.de> | Ann <a@x.de> | ``",
        "Ann <MAILTO:a@x.de> | Ann <a@x.de> | ``",
        // comments and blanks within an address
        "<a(x)@x.de> | <a@x.de> | ``",
        "<a(x(y)\\))@(z)x.de> | <a@x.de> | ``",
        "<a @ x . de> | <a@x.de> | ``",
        "a @ x . de | <a@x.de> | ``",
        "a @x.de (Ann) | Ann <a@x.de> | ``",
        // domain literals
        "a@[IPv6:::1] | <a@[ipv6:::1]> | ``",
        "<a@[IPv6:::1]> | <a@[ipv6:::1]> | ``",
        "a@[192.0.2.1], b@x.de | <a@[192.0.2.1]> + <b@x.de> | ``",
        "[Ann] <a@x.de> | [Ann] <a@x.de> | ``",
        // encoded words are names whatever they contain
        "=?utf-8?q?a=40y.de?= <a@x.de> | a@y.de <a@x.de> | ``",
        "=?utf-8?q?Lee=2C_Ann?= <a@x.de> | Lee, Ann <a@x.de> | ``",
        "=?utf-8?q?Lee,_Ann?= <a@x.de> | Lee, Ann <a@x.de> | ``",
        "=? <a@x.de> | =? <a@x.de> | left as it stands",
        "a=b@x.de | <a=b@x.de> | ``",
        "Team: Ann <a@x.de>, Bob <b@x.de>; Cy <c@x.de> | Ann <a@x.de> + Bob <b@x.de> + Cy <c@x.de> | ``",
        "<a@x.de> Ann, <b@x.de> | Ann <a@x.de> + <b@x.de> | ``",
        "@x.de, Ann <a@x.de> | <@x.de> + Ann <a@x.de> | ``",
        "a  @  x.de | <a@x.de> | ``",
        "\"a b\"@x.de Ann | Ann <\"a b\"@x.de> | ``",
        "<a . b@x.de> | <a.b@x.de> | ``",
      })
  void each_form_of_the_grammar_is_parsed_to_its_mailboxes(
      String list, String mailboxes, String repairs) {
    check(list, mailboxes, repairs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Lee, Ann <a@x.de> | Lee, Ann <a@x.de> | kept as one name",
        "Lee; Ann <a@x.de> | Lee; Ann <a@x.de> | kept as one name",
        "Lee, Ann (x), Dr <a@x.de> | Lee, Ann (x), Dr <a@x.de> | kept as one name",
        "Lee, Ann, <a@x.de> | Lee, Ann <a@x.de> | kept as one name",
        "Lee, Ann <a@x.de>, Bob <b@x.de> | Lee, Ann <a@x.de> + Bob <b@x.de> | kept as one name",
        "Lee, a@x.de | Lee <> + <a@x.de> | an entry has no address",
        "a@x.de, Lee | <a@x.de> + Lee <> | an entry has no address",
        "a@x.de, Lee, Ann | <a@x.de> + Lee, Ann <> | an entry has no address",
        "Team: Lee; a@x.de | Lee <> + <a@x.de> | an entry has no address",
        "Ann a@x.de | Ann <a@x.de> | brackets are missing",
        "Ann a@x.de Lee | Ann Lee <a@x.de> | brackets are missing",
        "Ann a @ x.de | Ann <a@x.de> | brackets are missing",
        "a@x.de b@x.de Ann | <a@x.de> + <b@x.de> | brackets are missing",
        "Ann <a@x.de> Bob <b@x.de> | Ann <a@x.de> + Bob <b@x.de> | a comma is missing",
        "Ann <a@x.de | Ann <a@x.de> | an angle bracket is not closed",
        "Ann <a@x.de, b@x.de | Ann <a@x.de> + <b@x.de> | an angle bracket is not closed",
        "Ann <a@x.de; b@x.de | Ann <a@x.de> + <b@x.de> | an angle bracket is not closed",
        "Ann <a@x.de>> | Ann <a@x.de> | ``",
        "Ann <<a@x.de>> | Ann <a@x.de> | ``",
        "Ann <x<a@x.de> | Ann <a@x.de> | ``",
        "Ann <ann> | Ann <ann> | an address has no domain",
        "Ann <> | Ann <> | ``",
        "Ann <a b@x.de> | Ann <ab@x.de> | a blank stands within an address",
        "Ann <a@x.de b> | Ann <a@x.deb> | a blank stands within an address",
        "Ann <\"a\"b@x.de> | Ann <ab@x.de> | a quote stands within an address",
        "Ann <\"a@x.de> | Ann <a@x.de> | ``",
        "Ann <a(b@x.de> | Ann <a(b@x.de> | ``",
        "\"Ann <a@x.de> | Ann <a@x.de> | a quote is not closed",
        "Ann \"A <a@x.de>, \"B\" <b@x.de> | Ann A <a@x.de>, B <b@x.de> | a quote is not closed",
        "(Ann <a@x.de> | Ann <a@x.de> | a comment is not closed",
        "A(nn <a@x.de> | A nn <a@x.de> | a comment is not closed",
        "<undisclosed:;@x.de> | `` | a group stands in angle brackets",
        "<undisclosed: ;@x.de>, a@x.de | <a@x.de> | a group stands in angle brackets",
        "<undisclosed:; | `` | a group stands in angle brackets",
        "<a:b@x.de> | <a:b@x.de> | ``",
        "'a@x.de' | <a@x.de> | marks around an address were taken off",
        "`a@x.de` | <a@x.de> | ``",
        "<'a@x.de'> | <a@x.de> | marks around an address were taken off",
        "&lt;a@x.de&gt; | &lt <> + <a@x.de> | an entry has no address + marks around an address were taken off",
        "a@x.de. | <a@x.de> | marks around an address were taken off",
        "a@x.de: | <a@x.de> | marks around an address were taken off",
        "[a@x.de] | <a@x.de> | marks around an address were taken off",
        "mailto:a@x.de | <a@x.de> | ``",
        "\"Ann <a@x.de>\" | Ann <a@x.de> | an entry has no address + an address is inside quotes",
        "=?utf-8?q?Ann_=3Ca=40x.de=3E?= | Ann <a@x.de> | an entry has no address + an address is inside an encoded word",
        "\"=?utf-8?q?Ann?=\" | Ann <> | an entry has no address",
        "Team: Lee; Ann <a@x.de> | Lee <> + Ann <a@x.de> | an entry has no address",
        "Team: a@x.de; Lee; Ann <b@x.de> | <a@x.de> + Lee; Ann <b@x.de> | kept as one name",
        "<undisclosed: | <undisclosed> | an angle bracket is not closed + an address has no domain + marks around an address were taken off",
        "<\"a\" | <a> | a quote stands within an address + an angle bracket is not closed + an address has no domain",
        "@x.de Ann | Ann <@x.de> | brackets are missing",
        "a@x.de' | <a@x.de> | marks around an address were taken off",
        "\"Ann\\ | Ann\\ <> | a quote is not closed + an entry has no address",
        "(Ann\\ | Ann\\ <> | a comment is not closed + an entry has no address",
      })
  void damage_is_repaired_and_each_repair_is_named(String list, String mailboxes, String repairs) {
    check(list, mailboxes, repairs);
  }
}
