// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.RawMessage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds mails in files and folders: single mails, mbox files and Maildir folders, in any combination.
 *
 * <ul>
 *   <li>A path that names a file is always read. It is an mbox if its name ends in {@code .mbox} or {@code .mbx}, or if it begins with a
 *       From-line and has another one after an empty line; otherwise it is one mail, byte for byte, including a From-line at its beginning.
 *   <li>In a folder, files whose names end in {@code .eml}, {@code .mbox} or {@code .mbx} and files that begin with a From-line are read;
 *       hidden files are skipped.
 *   <li>A folder with {@code cur} and {@code new} inside is a Maildir: every file in these two is one mail; its hidden folders are
 *       mail folders as well (Maildir++).
 *   <li>An mbox is read by RFC 4155 with the quoting of mboxrd: From-lines are removed, and one {@code >} is removed from lines of the
 *       form {@code >From }, {@code >>From } and so on.
 * </ul>
 *
 * The order is that of the given paths, and within a folder that of the names by code unit, so that it is the same on every machine. Memory
 * holds one mail at a time and the names in the folders above it. A large mail in a file of its own is not loaded: the file must stay in place
 * until the mail has been accepted.
 */
public final class MailFiles {

  /** The largest mail in an mbox that is read: 256 MiB. */
  static final int MAX_FILE_BYTES = 256 << 20;

  /** The largest mail in a file of its own that is loaded: 8 MiB. */
  static final int MAX_BYTES_IN_MEMORY = 8 << 20;

  /** A mail, or a place where one could not be read. */
  public sealed interface Found {

    /** The path; for a mail in an mbox followed by {@code #} and its number from 1. */
    String origin();
  }

  /** A mail. */
  public record Mail(String origin, RawMessage raw) implements Found {
    public Mail {
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(raw, "raw");
    }

    public Mail(String origin, byte[] bytes) {
      this(origin, RawMessage.of(bytes));
    }
  }

  /** A place where a mail could not be read, and why. */
  public record Unreadable(String origin, String reason) implements Found {
    public Unreadable {
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(reason, "reason");
    }
  }

  private final Consumer<? super Found> taker;
  private final Set<Path> open = new HashSet<>();

  private MailFiles(Consumer<? super Found> taker) {
    this.taker = taker;
  }

  /**
   * Passes every mail to the consumer, one at a time, in order, on the calling thread.
   *
   * <p>A file that cannot be read is passed on as {@link Unreadable}, and the walk continues. Only an exception of the consumer ends it.
   */
  public static void walk(List<Path> paths, Consumer<? super Found> taker) {
    var files = new MailFiles(taker);
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.folder(path);
      } else {
        files.file(path);
      }
    }
  }

  /** The real paths of the folders above: a link to one of them is not followed. */
  private void folder(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (open.add(real)) {
        entries(folder);
        open.remove(real);
      }
    } catch (IOException e) {
      taker.accept(new Unreadable(folder.toString(), reason(e)));
    }
  }

  private void entries(Path folder) throws IOException {
    boolean maildir = isMaildir(folder);
    boolean mails = isInMaildir(folder);
    for (Path path : sorted(folder)) {
      String name = String.valueOf(path.getFileName());
      boolean hidden = name.startsWith(".");
      if (Files.isDirectory(path)) {
        boolean unfinished = maildir && name.equals("tmp");
        if (!unfinished && (!hidden || (maildir && isMaildir(path)))) {
          folder(path);
        }
      } else if (!hidden && mails) {
        single(path);
      } else if (!hidden && (isNamedAsMail(name) || beginsWithFromLine(path))) {
        file(path);
      }
    }
  }

  /** Sorts paths and not names: a name that the locale cannot decode would not lead back to its file. */
  private static List<Path> sorted(Path folder) throws IOException {
    var paths = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(paths::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    paths.sort(Comparator.comparing((Path path) -> String.valueOf(path.getFileName()))
        .thenComparing(Comparator.naturalOrder()));
    return paths;
  }

  private static boolean isMaildir(Path folder) {
    return Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"));
  }

  private static boolean isInMaildir(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    return parent != null
        && name != null
        && (name.toString().equals("cur") || name.toString().equals("new"))
        && isMaildir(parent);
  }

  private static boolean isNamedAsMail(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".eml") || isNamedAsMbox(name);
  }

  private static boolean isNamedAsMbox(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".mbox") || lower.endsWith(".mbx");
  }

  private static boolean beginsWithFromLine(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Mbox.isFromLine(in.readNBytes(Mbox.MAX_FROM_LINE_LENGTH));
    } catch (IOException e) {
      return false;
    }
  }

  private void file(Path path) {
    try {
      if (isNamedAsMbox(path.toString()) || isMbox(path)) {
        mbox(path);
      } else {
        single(path);
      }
    } catch (IOException e) {
      taker.accept(new Unreadable(path.toString(), reason(e)));
    }
  }

  private void single(Path path) {
    Found found;
    try {
      found = mail(path);
    } catch (IOException e) {
      found = new Unreadable(path.toString(), reason(e));
    }
    taker.accept(found);
  }

  private static boolean isMbox(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      if (!Mbox.isFromLine(in.readNBytes(Mbox.MAX_FROM_LINE_LENGTH))) {
        return false;
      }
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Mbox.isSeveral(in);
    }
  }

  /** A pipe can be read only once, so it is read completely. */
  private static Found mail(Path path) throws IOException {
    if (Files.isRegularFile(path) && Files.size(path) > MAX_BYTES_IN_MEMORY) {
      return new Mail(path.toString(), RawMessage.of(path));
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      return bytes.length > MAX_FILE_BYTES
          ? tooLarge(path.toString())
          : new Mail(path.toString(), bytes);
    }
  }

  private static Unreadable tooLarge(String origin) {
    return new Unreadable(origin, "the mail is larger than " + (MAX_FILE_BYTES >> 20) + " MiB");
  }

  private void mbox(Path path) {
    try (InputStream file = Files.newInputStream(path)) {
      var mbox = new Mbox(file, MAX_FILE_BYTES);
      for (int number = 1; mbox.next(); number++) {
        String origin = path + "#" + number;
        taker.accept(mbox.isTooLarge() ? tooLarge(origin) : new Mail(origin, mbox.message()));
      }
    } catch (IOException e) {
      taker.accept(new Unreadable(path.toString(), reason(e)));
    }
  }

  /** The reason without the path, which is given separately. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    String message = e.getMessage();
    return message == null || message.contains(File.separator)
        ? e.getClass().getSimpleName()
        : message;
  }
}
