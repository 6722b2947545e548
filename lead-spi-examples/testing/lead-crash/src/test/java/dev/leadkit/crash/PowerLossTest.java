// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.leadkit.crash.DiskJournal.Entry;
import dev.leadkit.crash.DiskJournal.Operation;
import dev.leadkit.spi.StoreException;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cuts the power at random moments: changes that were not forced to the disk are lost or torn, in any order that file systems allow
 * ({@link Disk}).
 * {@code -Dlead.cuts=N} sets the number of cuts, {@code -Dlead.seed=N} the seed. Needs Linux and a C compiler.
 */
class PowerLossTest {

  private static final int CUTS = Integer.getInteger("lead.cuts", 40);

  /** A planted fault must be found within this many cuts. */
  private static final int MAX_CUTS_TO_FIND = 200;

  private static final int MESSAGES = 60;

  /** One of this number of cuts is followed by finishing all work, not only by a check of the disk. */
  private static final int FINISHED = 8;

  private static final long SEED = Long.getLong("lead.seed", 20261126L);

  @TempDir
  Path folder;

  @Test
  void every_promise_is_kept_whatever_a_power_cut_leaves_of_what_was_not_forced() throws Exception {
    List<Entry> journal = journal(Map.of());
    int accepted = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      accepted += check(journal, cut, cut % FINISHED == 0);
    }
    assertTrue(accepted > CUTS, "messages were accepted before the cuts: " + accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "FILES, leads.db-wal", // a commit that SQLite does not force: synchronous is below FULL
    "FILES, /blobs/",
    "FOLDERS, /blobs/",
    "FILES, crm.jsonl",
    "FILES, /policies/",
    "FOLDERS, /policies",
    "FOLDERS, /crm"
  })
  void what_is_not_forced_is_found_to_be_lost(String kind, String forgotten) throws Exception {
    List<Entry> journal = journal(Map.of("JOURNAL_DEAF_" + kind, forgotten));
    for (int cut = 0; cut < MAX_CUTS_TO_FIND; cut++) {
      try {
        check(journal, cut, false);
      } catch (AssertionError | StoreException | IOException e) {
        return;
      }
    }
    fail("no cut of " + MAX_CUTS_TO_FIND + " found that " + forgotten + " is never forced");
  }

  /** Runs a child until it ends and returns the changes to its files. */
  private List<Entry> journal(Map<String, String> fault) throws Exception {
    Needs.system("Linux");
    Needs.command("gcc");
    Path library = Compiler.compile(folder);
    Path file = folder.resolve("journal");
    Map<String, String> environment = new HashMap<>(fault);
    environment.put("LD_PRELOAD", library.toString());
    environment.put("JOURNAL_FOLDER", data().toString());
    environment.put("JOURNAL_FILE", file.toString());
    assertEquals(
        0,
        Children.run(data(), 0, MESSAGES, Fault.NONE, KillPoint.NONE, environment),
        "the child ends by itself");
    return DiskJournal.read(file);
  }

  private Path data() throws IOException {
    return Files.createDirectories(folder.toRealPath().resolve("data"));
  }

  /** Cuts the power once, checks what is left, and returns the number of messages that were accepted before. */
  private int check(List<Entry> journal, int cut, boolean finish) throws Exception {
    var random = new Random(SEED + cut);
    Disk.Names names = Disk.Names.values()[cut % Disk.Names.values().length];
    int end = random.nextInt(journal.size() + 1);
    var disk = new Disk(data());
    var promises = new Promises();
    var memories = new ArrayList<Long>();
    for (Entry entry : journal.subList(0, end)) {
      if (entry.operation() == Operation.OPEN && entry.path().endsWith(CrashChild.ACCEPTED)) {
        memories.add(entry.inode());
      } else if (memories.contains(entry.inode())) {
        new String(entry.bytes(), StandardCharsets.US_ASCII).lines().forEach(promises::add);
      } else {
        disk.apply(entry);
      }
    }
    Path left = folder.resolve("left");
    delete(left);
    disk.cut(names, random, left);
    String run = "seed " + SEED + ", cut " + cut + " after " + end + " of " + journal.size()
        + " changes, names " + names;
    promises.checkDurable(left, run);
    if (finish) {
      Promises.finish(left);
      promises.checkFinished(left, run + ", and finished");
    }
    return promises.accepted().size();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Builds the journalling library with the C compiler. */
  private static final class Compiler {

    static Path compile(Path folder) throws Exception {
      Path library = folder.resolve("disk-journal.so");
      Process compiler = new ProcessBuilder(
              "gcc",
              "-shared",
              "-fPIC",
              "-O2",
              "-o",
              library.toString(),
              source(),
              "-ldl",
              "-lpthread")
          .redirectErrorStream(true)
          .start();
      String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, compiler.waitFor(), output);
      return library;
    }

    private static String source() {
      return Path.of("src/test/c/disk-journal.c").toAbsolutePath().toString();
    }
  }
}
