// SPDX-License-Identifier: Apache-2.0
/**
 * Messages and mail folders of Jakarta Mail as an intake of leads, for hosts that hold them already.
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
 * <p>Who has the bytes of a mail gives those to {@link dev.leadkit.RawMessage#of(byte[])}: they are what was received, and reading them does
 * not depend on any switch of the process.
 */
@NullMarked
package dev.leadkit.jakartamail;

import org.jspecify.annotations.NullMarked;
