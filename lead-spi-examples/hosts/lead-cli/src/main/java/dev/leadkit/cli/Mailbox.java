// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.files.MailFiles;
import dev.leadkit.files.MailFiles.Found;
import dev.leadkit.files.MailFiles.Mail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A source of mails: given paths, or the sample mailbox in the jar. */
interface Mailbox {

  /** Passes every mail to the taker, in an order that is the same on every machine. */
  void each(Consumer<? super Found> taker);

  /** The approximate size in bytes. */
  long size();

  static Mailbox of(List<Path> paths) {
    return new Mailbox() {
      @Override
      public void each(Consumer<? super Found> taker) {
        MailFiles.walk(paths, taker);
      }

      @Override
      public long size() {
        return paths.stream().mapToLong(Mailbox::size).sum();
      }
    };
  }

  private static long size(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // reading the path will report the problem
    }
  }

  /** The sample mailbox. */
  static Mailbox sample() {
    return new Mailbox() {
      @Override
      public void each(Consumer<? super Found> taker) {
        for (String name : names()) {
          taker.accept(new Mail("sample/" + name, resource("mailbox/" + name)));
        }
      }

      @Override
      public long size() {
        return names().stream()
            .mapToLong(name -> resource("mailbox/" + name).length)
            .sum();
      }
    };
  }

  private static List<String> names() {
    return new String(resource("mailbox/index.txt"), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private static byte[] resource(String name) {
    try (InputStream in = Mailbox.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
