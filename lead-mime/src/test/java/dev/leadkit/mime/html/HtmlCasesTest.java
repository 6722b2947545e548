// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the shared cases about HTML and the selection of bodies; skipped without them. */
class HtmlCasesTest {

  private final Path cases = Needs.folder("../shared/cases");

  @Test
  void blank_plain_text_is_replaced_by_the_html() throws IOException {
    is("35-blank-plain-full-html", "Do you support SAML for 80 users?");
    is("m-v1-empty-plain", "We need a quote for 500 pumps.");
    is("36-full-plain-blank-html", "Do you support SAML?");
  }

  @Test
  void lines_of_pre_stay_lines_so_that_quotation_and_signature_are_found() throws IOException {
    is("m-h1-pre", "Hello,\n\nwe need 50 seats.");
  }

  @Test
  void texts_beside_images_and_files_stay_texts() throws IOException {
    is("37-plain-image-plain", "Hi,\n\nsee this picture:\n\nCan you do this with SSO?");
    is("38-alternative-with-mixed-html", "See the plan. We need SSO.");
    is("42-outlook-html-reply-german", "Wir nehmen 50 Pl\u00E4tze.");
    Message mail = read("44-html-from-to-table");
    assertTrue(mail.visibleText().contains("Does your portal support SAML?"), mail.visibleText());
    assertFalse(mail.visibleText().contains("<"), mail.visibleText());
  }

  private void is(String name, String visible) throws IOException {
    assertEquals(lines(visible), lines(read(name).visibleText()), name);
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  private Message read(String name) throws IOException {
    return Mails.read(Files.readAllBytes(cases.resolve(name + ".eml")));
  }
}
