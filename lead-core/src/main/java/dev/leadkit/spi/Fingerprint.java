// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The identity of a tree by its values: see {@link Settings#fingerprint()}. */
final class Fingerprint {

  private final Map<Node.Scalar, List<Node.Scalar>> files;
  private final MessageDigest digest = Hash.sha256();

  private Fingerprint(Map<Node.Scalar, List<Node.Scalar>> files) {
    this.files = files;
  }

  /**
   * The fingerprint of this tree.
   *
   * @param files the lines of each file that was read, by the scalar that names it
   */
  static String of(Node root, Map<Node.Scalar, List<Node.Scalar>> files) {
    var fingerprint = new Fingerprint(files);
    fingerprint.add(root);
    return "sha256:" + HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void add(Node value) {
    if (value instanceof Node.Scalar scalar) {
      List<Node.Scalar> lines = files.get(scalar);
      if (lines != null) {
        put("file " + lines.size());
        lines.forEach(line -> put(line.text()));
      } else {
        put(scalar.kind().name());
        put(Scalars.canonical(scalar));
      }
    } else if (value instanceof Node.Sequence sequence) {
      put("list " + sequence.items().size());
      sequence.items().forEach(item -> add(item));
    } else if (value instanceof Node.Section section) {
      put("section " + section.entries().size());
      new TreeMap<>(section.entries()).forEach((key, child) -> {
        put(key);
        add(child);
      });
    }
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int n = bytes.length;
    digest.update(new byte[] {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n});
    digest.update(bytes);
  }
}
