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
 * read along do not take a mail away from the intake. One that somebody removes in the meantime is passed over; one
 * that comes empty is too, and is asked for again by the next call. A message that is larger than {@value #IN_MEMORY} bytes is handed over in a temporary
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
  private final @Nullable Folder archive;

  private MailFolder(
      Folder folder, int largestInMemory, @Nullable Path spool, @Nullable Folder archive) {
    this.folder = folder;
    this.largestInMemory = largestInMemory;
    this.spool = spool;
    this.archive = archive;
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
    return new MailFolder(folder, IN_MEMORY, null, null);
  }

  /**
   * The same folder, but with messages of more than this many bytes put into files of this directory while they are handed over.
   *
   * @param directory that exists
   */
  public MailFolder withSpool(Path directory, int largestInMemory) {
    return new MailFolder(folder, largestInMemory, directory, archive);
  }

  /**
   * The same folder, but a message that was handed over is copied to another one and then marked as {@code \Deleted} as well: it is gone
   * when the caller closes the folder with {@code close(true)}. After a crash in between it is handed over again, and is in the other folder
   * twice.
   *
   * @param other of the same store, which exists
   */
  public MailFolder movingTo(Folder other) {
    return new MailFolder(folder, largestInMemory, spool, other);
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
      if (message instanceof MimeMessage mail && take(mail, accept, mark)) {
        taken++;
      }
    }
    return taken;
  }

  /** Whether it was there to be taken. */
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
      throw failed(mail, "could not be asked for its size", e);
    }
  }

  /**
   * The message, in that file if there is one. Null if it was removed in the meantime, or if the server has no octet of it: when others
   * remove messages, some servers number the rest anew too early and answer nothing to the old number.
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
      throw new StoreException("no temporary file can be made for a large message", e);
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
