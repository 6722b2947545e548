// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static dev.leadkit.pipeline.Letters.and;
import static dev.leadkit.pipeline.Letters.from;
import static dev.leadkit.pipeline.Letters.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Fact;
import dev.leadkit.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mail to two of our inboxes. */
class MultiInboxTest {

  @Test
  void is_one_lead_that_shows_both_inboxes_with_what_the_address_book_says_about_them() {
    try (var letters = new Letters()) {
      letters.host.addresses.put(
          "",
          "sales@leadkit.example",
          new Source("sales", "", "api", "", "sales@leadkit.example", Source.KNOWN));
      letters.host.addresses.put(
          "",
          "partners@leadkit.example",
          new Source("partner", "", "", "acme-resale", "partners@leadkit.example", Source.KNOWN));
      Receipt sales = letters.accept(
          "mail",
          and(from("ada@acme.example", "Prices", "What does it cost?"), id("<1@acme.example>")));
      Receipt partners = letters.again("mail", "partners@leadkit.example");
      assertEquals(sales.lead(), partners.lead());
      assertEquals(Receipt.Status.DUPLICATE, partners.status());
      List<Fact.Duplicated> copies = letters.facts(sales, Fact.Duplicated.class);
      assertEquals("sales", letters.lead(sales).source().channel());
      assertEquals("partner", copies.get(0).source().channel(), "The second inbox stays in sight");
      assertEquals("acme-resale", copies.get(0).source().partner());
      assertEquals(1, letters.lead(sales).messages().size(), "and it is one enquiry");
    }
  }
}
