// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/** Writes commits as Git does, as loose objects, so that a test needs no Git. */
final class LooseRepository {

  private static final HexFormat HEX = HexFormat.of();

  private final Path dot;

  LooseRepository(Path checkout) throws IOException {
    dot = Files.createDirectories(checkout.resolve(".git"));
    Files.createDirectories(dot.resolve("refs/heads"));
    Files.createDirectories(dot.resolve("objects"));
    Files.writeString(dot.resolve("HEAD"), "ref: refs/heads/main\n");
  }

  /** A commit with exactly these files becomes the head of the main branch. */
  String commit(Map<String, byte[]> files) throws IOException {
    String tree = HEX.formatHex(tree(new TreeMap<>(files), ""));
    String text = "tree " + tree + "\nauthor A <a@example.com> 0 +0000\n"
        + "committer A <a@example.com> 0 +0000\n\nCommit\n";
    String id = HEX.formatHex(object("commit", text.getBytes(StandardCharsets.UTF_8)));
    Path next = Files.writeString(dot.resolve("main.lock"), id + "\n");
    Files.move(
        next,
        dot.resolve("refs/heads/main"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return id;
  }

  private byte[] tree(TreeMap<String, byte[]> files, String folder) throws IOException {
    var entries = new TreeMap<String, byte[]>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith(folder)) {
        String below = file.getKey().substring(folder.length());
        int slash = below.indexOf('/');
        String name = slash < 0 ? below : below.substring(0, slash);
        entries.put(
            slash < 0 ? name : name + "/",
            slash < 0
                ? entry("100644 ", name, object("blob", file.getValue()))
                : entry("40000 ", name, tree(files, folder + name + "/")));
      }
    }
    var content = new ByteArrayOutputStream();
    for (byte[] entry : entries.values()) {
      content.write(entry);
    }
    return object("tree", content.toByteArray());
  }

  private static byte[] entry(String mode, String name, byte[] id) throws IOException {
    var entry = new ByteArrayOutputStream();
    entry.write((mode + name + "\0").getBytes(StandardCharsets.UTF_8));
    entry.write(id);
    return entry.toByteArray();
  }

  private byte[] object(String type, byte[] content) throws IOException {
    var whole = new ByteArrayOutputStream();
    whole.write((type + " " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
    whole.write(content);
    byte[] id;
    try {
      id = MessageDigest.getInstance("SHA-1").digest(whole.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    String hex = HEX.formatHex(id);
    Path file = dot.resolve("objects").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      try (var out = new DeflaterOutputStream(Files.newOutputStream(file))) {
        whole.writeTo(out);
      }
    }
    return id;
  }

  /** The files of all objects. */
  List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(dot.resolve("objects"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
