// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Blob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes, each with two instances and many threads, put the same contents into one folder in which blobs are being damaged. */
class FileBlobsProcessTest {

  private static final int CONTENTS = 60;
  private static final int ROUNDS = 4;
  private static final int THREADS = 6;

  @TempDir
  Path folder;

  @Test
  void no_blob_is_ever_wrong_whichever_process_puts_it_and_whatever_is_damaged() throws Exception {
    Path blobs = folder.resolve("blobs");
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 2; i++) {
      processes.add(new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              Writer.class.getName(),
              blobs.toString(),
              Integer.toString(i))
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("process-" + i + ".txt").toFile())
          .start());
    }
    List<String> wrong = new ArrayList<>(Writer.write(blobs, 2));
    for (int i = 0; i < processes.size(); i++) {
      int exit = processes.get(i).waitFor();
      String output = Files.readString(folder.resolve("process-" + i + ".txt"));
      assertEquals(0, exit, output);
      output.lines().forEach(wrong::add);
    }
    assertEquals(List.of(), wrong, "every content that was put must be read back as it was put");
    try (var store = new FileBlobs(blobs)) {
      for (int i = 0; i < CONTENTS; i++) {
        byte[] content = Writer.content(i);
        assertEquals(Blob.of(content), store.put(new ByteArrayInputStream(content)));
        try (InputStream in = store.open(Blob.of(content).sha256())) {
          assertEquals(Blob.of(content), in == null ? Blob.NONE : Blob.of(in));
        }
      }
    }
    try (Stream<Path> files = Files.walk(blobs.resolve("incoming"))) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }

  /** One of the processes. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      write(Path.of(arguments[0]), Integer.parseInt(arguments[1])).forEach(System.out::println);
    }

    /** Puts every content several times, in an order of its own, and says what is wrong. */
    static List<String> write(Path folder, int seed) throws Exception {
      var wrong = new ArrayList<String>();
      var pool = Executors.newFixedThreadPool(THREADS);
      try (var one = new FileBlobs(folder);
          var other = new FileBlobs(folder)) {
        var puts = new ArrayList<Callable<String>>();
        var random = new Random(seed);
        for (int i = 0; i < CONTENTS * ROUNDS; i++) {
          int number = random.nextInt(CONTENTS);
          FileBlobs blobs = i % 2 == 0 ? one : other;
          boolean damages = i % 5 == 0;
          puts.add(() -> put(blobs, folder, number, damages));
        }
        for (var put : pool.invokeAll(puts)) {
          try {
            if (!put.get().isEmpty()) {
              wrong.add(put.get());
            }
          } catch (ExecutionException e) {
            wrong.add(String.valueOf(e.getCause()));
          }
        }
      } finally {
        pool.shutdown();
      }
      return wrong;
    }

    private static String put(FileBlobs blobs, Path folder, int number, boolean damages)
        throws IOException {
      byte[] content = content(number);
      Blob expected = Blob.of(content);
      if (damages) {
        damage(folder.resolve(expected.sha256().substring(0, 2)).resolve(expected.sha256()));
      }
      Blob blob = blobs.put(new ByteArrayInputStream(content));
      if (!blob.equals(expected)) {
        return "content " + number + " was put as " + blob;
      }
      try (InputStream in = blobs.open(blob.sha256())) {
        Blob found = in == null ? Blob.NONE : Blob.of(in);
        return found.equals(expected) ? "" : "content " + number + " was read as " + found;
      } catch (IOException e) {
        // Another thread has damaged it meanwhile, and the reader was told so.
        return String.valueOf(e.getMessage()).contains("damaged")
                || String.valueOf(e.getMessage()).contains("empty")
            ? ""
            : e.toString();
      }
    }

    /** What a failing disk or a program without manners does: an empty file, a cut one, garbage. */
    private static void damage(Path file) throws IOException {
      try {
        byte[] kept = Files.readAllBytes(file);
        Path garbage = Files.createTempFile(file.getParent(), "garbage", "");
        Files.write(garbage, kept.length % 2 == 0 ? new byte[0] : new byte[] {0, 'n', 'o'});
        Files.move(garbage, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        Files.write(file, new byte[] {0, 'g', 'a', 'r', 'b', 'a', 'g', 'e'});
      }
    }

    /** Mostly small, some beyond what is held in memory. */
    static byte[] content(int number) {
      int size = number % 50 == 49 ? (1 << 20) + number : 40 * number;
      return ("mail " + number + " ")
          .repeat(size / 6 + 1)
          .substring(0, size)
          .getBytes(StandardCharsets.US_ASCII);
    }
  }
}
