// SPDX-License-Identifier: Apache-2.0
/**
 * Takes messages and mail folders of Jakarta Mail as leads, for hosts that already use Jakarta Mail.
 *
 * <pre>{@code
 * Properties settings = new Properties();
 * settings.setProperty("mail.imaps.peek", "true");            // fetching does not mark a message as seen
 * try (Store store = Session.getInstance(settings).getStore("imaps")) {
 *   store.connect("imap.example.com", "leads", password);
 *   try (Folder inbox = store.getFolder("INBOX")) {
 *     inbox.open(Folder.READ_WRITE);
 *     MailFolder.of(inbox).take(raw -> leads.accept(raw));    // marks a message once it is durable
 *   }
 * }
 * }</pre>
 *
 * <p>If you have the bytes of a mail, pass them to {@link dev.leadkit.RawMessage#of(byte[])} instead: they are what was received, and reading
 * them does not depend on system properties.
 */
@NullMarked
package dev.leadkit.jakartamail;

import org.jspecify.annotations.NullMarked;
