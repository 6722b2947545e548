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
 * A mail folder as a source of leads. Each message is handed over and marked only after that.
 *
 * <p>After a crash between the two, after a lost connection, or by a second process, the message is handed over again, and the intake
 * recognizes the duplicate by its content. So no mail is lost and none becomes two leads. Messages are handed over in the order of the folder.
 *
 * <p>The mark is the keyword {@code $LeadAccepted} if the folder stores keywords, so that people who read the folder do not hide a mail from
 * the intake; otherwise it is {@code \Seen}. A message that is removed in the meantime is skipped. A message that arrives empty is skipped and
 * requested again by the next call. A message of more than {@value #IN_MEMORY} bytes is handed over in a temporary file, which is deleted
 * afterwards: see {@link #withSpool}.
 *
 * <p>The caller owns the folder: it opens it for reading and writing, closes it, and uses it in one thread at a time.
 */
public final class MailFolder {

  private static final String KEYWORD = "$LeadAccepted";
  private static final int IN_MEMORY = 8 * 1024 * 1024;

  private final Folder folder;
  private final int largestInMemory;
  private final @Nullable Path spool;
  private final @Nullable Folder archive;

  private MailFolder(
      Folder folder, int largestInMemory, @Nullable Path spool, @Nullable Folder archive) {
    this.folder = folder;
    this.largestInMemory = largestInMemory;
    this.spool = spool;
    this.archive = archive;
  }

  /**
   * Takes messages from a folder of a connected store.
   *
   * @throws IllegalArgumentException if the folder is not open for reading and writing
   */
  public static MailFolder of(Folder folder) {
    if (!folder.isOpen() || folder.getMode() != Folder.READ_WRITE) {
      throw new IllegalArgumentException(
          folder.getFullName() + ": expected a folder that is open for reading and writing");
    }
    return new MailFolder(folder, IN_MEMORY, null, null);
  }

  /**
   * Returns the same folder with another place for large messages while they are handed over. The default is the directory for temporary files
   * and {@value #IN_MEMORY} bytes.
   *
   * @param directory an existing directory
   * @param largestInMemory the size of the largest message that is not written to a file, in bytes
   */
  public MailFolder withSpool(Path directory, int largestInMemory) {
    return new MailFolder(folder, largestInMemory, directory, archive);
  }

  /**
   * Returns the same folder, but each message is copied to another folder after it was handed over, and marked as {@code \Deleted} as well.
   * It is removed when the caller closes the folder with {@code close(true)}. After a crash in between it is handed over again, and is in the
   * other folder twice.
   *
   * @param other an existing folder of the same store
   */
  public MailFolder movingTo(Folder other) {
    return new MailFolder(folder, largestInMemory, spool, other);
  }

  /**
   * Hands over each message that is not marked, and marks it when {@code accept} has returned.
   *
   * @param accept takes a message and returns when it is durable, as {@code LeadPipeline.accept} does. An exception that it throws ends the call,
   *     is passed on, and leaves its message and all later ones unmarked
   * @return the number of messages that were handed over
   * @throws StoreException if the server fails
   */
  public int take(Consumer<RawMessage> accept) {
    Flags mark = mark();
    int taken = 0;
    for (Message message : unmarked(mark)) {
      if (message instanceof MimeMessage mail && take(mail, accept, mark)) {
        taken++;
      }
    }
    return taken;
  }

  /** Takes one message; false if it was removed in the meantime. */
  private boolean take(MimeMessage mail, Consumer<RawMessage> accept, Flags mark) {
    if (mail.isExpunged() || !hand(mail, accept)) {
      return false;
    }
    try {
      if (archive != null) {
        folder.copyMessages(new Message[] {mail}, archive);
        mail.setFlags(deleted(mark), true);
      } else {
        mail.setFlags(mark, true);
      }
    } catch (MessagingException e) {
      if (!mail.isExpunged()) {
        throw failed(mail, "was accepted, but cannot be marked: it will be handed over again", e);
      }
    }
    return true;
  }

  private static Flags deleted(Flags mark) {
    var both = new Flags(mark);
    both.add(Flags.Flag.DELETED);
    return both;
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

  private boolean hand(MimeMessage mail, Consumer<RawMessage> accept) {
    Path file = isSmall(mail) ? null : temporary();
    try {
      RawMessage raw = fetched(mail, file);
      if (raw == null) {
        return false;
      }
      accept.accept(raw);
      return true;
    } finally {
      if (file != null) {
        delete(file);
      }
    }
  }

  private boolean isSmall(MimeMessage mail) {
    try {
      int size = mail.getSize();
      return size >= 0 && size <= largestInMemory;
    } catch (MessagingException e) {
      if (mail.isExpunged()) {
        return true;
      }
      throw failed(mail, "does not report its size", e);
    }
  }

  /**
   * The message, in this file if there is one. Null if it was removed in the meantime, or if the server returns nothing: when other clients
   * remove messages, some servers renumber the rest too early and return nothing for the old number.
   */
  private static @Nullable RawMessage fetched(MimeMessage mail, @Nullable Path file) {
    try {
      RawMessage raw = file == null ? MimeMessages.raw(mail) : MimeMessages.raw(mail, file);
      return raw.blob().size() == 0 ? null : raw;
    } catch (StoreException e) {
      if (mail.isExpunged()) {
        return null;
      }
      throw e;
    }
  }

  private Path temporary() {
    try {
      return spool == null
          ? Files.createTempFile("lead-", ".eml")
          : Files.createTempFile(spool, "lead-", ".eml");
    } catch (IOException e) {
      throw new StoreException("cannot create a temporary file for a large message", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreException(file + ": a message that was handed over cannot be deleted", e);
    }
  }

  private StoreException failed(MimeMessage mail, String what, MessagingException e) {
    return new StoreException(
        folder.getFullName() + ": message " + mail.getMessageNumber() + " " + what, e);
  }
}
