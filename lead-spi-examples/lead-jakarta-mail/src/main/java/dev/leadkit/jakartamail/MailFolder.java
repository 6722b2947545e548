// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.jakartamail;

import dev.leadkit.RawMessage;
import dev.leadkit.spi.StoreException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mail folder of which each message is handed over until it is marked as taken, and marked only after it was.
 *
 * <p>A crash between the two, a lost connection, a second process: the message is handed over again, and whoever takes it recognises it by
 * its content. So no mail is lost, and none becomes two leads. Messages come in the order of the folder.
 *
 * <p>Marked is a message by a keyword of its own ({@code $LeadAccepted}) where the folder keeps keywords, else by {@code \Seen}: people who
 * read along do not take a mail away from the intake. A message that is larger than {@value #IN_MEMORY} bytes is handed over in a temporary
 * file, which is gone afterwards: see {@link #withSpool}.
 *
 * <p>The folder stays the caller's: open for reading and writing, and used by one thread at a time.
 */
public final class MailFolder {

  private static final String KEYWORD = "$LeadAccepted";
  private static final int IN_MEMORY = 8 * 1024 * 1024;

  private final Folder folder;
  private final int largestInMemory;
  private final @Nullable Path spool;

  private MailFolder(Folder folder, int largestInMemory, @Nullable Path spool) {
    this.folder = folder;
    this.largestInMemory = largestInMemory;
    this.spool = spool;
  }

  /**
   * The folder of a store that is connected.
   *
   * @throws IllegalArgumentException if it is not open for reading and writing
   */
  public static MailFolder of(Folder folder) {
    if (!folder.isOpen() || folder.getMode() != Folder.READ_WRITE) {
      throw new IllegalArgumentException(
          folder.getFullName() + ": expected a folder that is open for reading and writing");
    }
    return new MailFolder(folder, IN_MEMORY, null);
  }

  /**
   * The same folder, but with messages of more than this many bytes put into files of this directory while they are handed over.
   *
   * @param directory that exists
   */
  public MailFolder withSpool(Path directory, int largestInMemory) {
    return new MailFolder(folder, largestInMemory, directory);
  }

  /**
   * Hands over every message that is not marked, and marks each when the call for it has returned.
   *
   * @param accept returns when the message is durable, as {@code LeadPipeline.accept} does; what it throws ends the call, comes through,
   *     and leaves its message and all later ones unmarked
   * @return how many were handed over
   * @throws StoreException if the server cannot be asked
   */
  public int take(Consumer<RawMessage> accept) {
    Flags mark = mark();
    int taken = 0;
    for (Message message : unmarked(mark)) {
      if (message instanceof MimeMessage mail && !message.isExpunged()) {
        hand(mail, accept);
        mark(mail, mark);
        taken++;
      }
    }
    return taken;
  }

  private Flags mark() {
    Flags permanent = folder.getPermanentFlags();
    boolean keepsKeywords =
        permanent != null && (permanent.contains(Flags.Flag.USER) || permanent.contains(KEYWORD));
    return keepsKeywords ? new Flags(KEYWORD) : new Flags(Flags.Flag.SEEN);
  }

  private Message[] unmarked(Flags mark) {
    try {
      Message[] found = folder.search(new FlagTerm(mark, false));
      Arrays.sort(
          found, (one, other) -> Integer.compare(one.getMessageNumber(), other.getMessageNumber()));
      var profile = new FetchProfile();
      profile.add(UIDFolder.FetchProfileItem.UID);
      profile.add(FetchProfile.Item.SIZE);
      folder.fetch(found, profile);
      return found;
    } catch (MessagingException e) {
      throw new StoreException(folder.getFullName() + ": cannot be searched", e);
    }
  }

  private void hand(MimeMessage mail, Consumer<RawMessage> accept) {
    int size;
    try {
      size = mail.getSize();
    } catch (MessagingException e) {
      throw failed(mail, "could not be asked for its size", e);
    }
    if (size <= largestInMemory) {
      accept.accept(MimeMessages.raw(mail));
      return;
    }
    Path file;
    try {
      file = spool == null
          ? Files.createTempFile("lead-", ".eml")
          : Files.createTempFile(spool, "lead-", ".eml");
    } catch (IOException e) {
      throw new StoreException(
          "no temporary file can be made for a message of " + size + " bytes", e);
    }
    try {
      accept.accept(MimeMessages.raw(mail, file));
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreException(file + ": a message that was handed over cannot be deleted", e);
    }
  }

  private void mark(MimeMessage mail, Flags mark) {
    try {
      mail.setFlags(mark, true);
    } catch (MessagingException e) {
      throw failed(mail, "was accepted, but cannot be marked: it will be handed over again", e);
    }
  }

  private StoreException failed(MimeMessage mail, String what, MessagingException e) {
    return new StoreException(
        folder.getFullName() + ": message " + mail.getMessageNumber() + " " + what, e);
  }
}
