// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reports parts that cannot be read without keys or a network: encrypted, wrapped in a signature, fragments, or stored elsewhere. */
public final class OpaqueContent {

  /** The beginning of the object identifiers of CMS content types (RFC 5652 §14), which differ in their last octet. */
  private static final byte[] CMS = {
    0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01
  };

  private static final int CMS_HEAD = 64;

  private OpaqueContent() {}

  /** Reports each such part. */
  public static void report(List<Entity> entities, Defects defects) {
    for (Entity entity : entities) {
      if (!entity.isText()) {
        report(entity, defects);
      }
    }
  }

  private static void report(Entity entity, Defects defects) {
    switch (entity.type) {
      case "multipart/encrypted" -> encrypted(entity, "multipart/encrypted", defects);
      case "application/pgp-encrypted" -> {
        if (entity.parent == null || !entity.parent.type.equals("multipart/encrypted")) {
          encrypted(entity, "PGP", defects);
        }
      }
      case "application/pkcs7-mime", "application/x-pkcs7-mime" -> smime(entity, defects);
      case "message/partial" ->
        defects.add(Code.FRAGMENT, entity.position, "the other fragments are other messages");
      case "message/external-body" ->
        defects.add(Code.EXTERNAL_CONTENT, entity.position, "it was not fetched");
      default -> {}
    }
  }

  /** Reports S/MIME content by its parameter, or by its first octets if there is no parameter. */
  private static void smime(Entity entity, Defects defects) {
    String declared = entity.contentType.get("smime-type").strip().toLowerCase(Locale.ROOT);
    switch (declared.isEmpty() ? cmsType(entity) : declared) {
      case "enveloped-data", "authenveloped-data" -> encrypted(entity, "S/MIME", defects);
      case "signed-data" -> defects.add(Code.WRAPPED, entity.position, "in its signature");
      case "compressed-data" -> defects.add(Code.WRAPPED, entity.position, "compressed");
      default -> {}
    }
  }

  private static void encrypted(Entity entity, String how, Defects defects) {
    defects.add(Code.ENCRYPTED, entity.position, how);
  }

  private static String cmsType(Entity entity) {
    ByteRange head = entity.encoding.head(entity.body(), CMS_HEAD);
    for (int i = head.from; i + CMS.length + 2 <= head.to; i++) {
      if (Arrays.equals(CMS, 0, CMS.length, head.bytes, i, i + CMS.length)) {
        return switch (head.bytes[i + CMS.length + 1]) {
          case 2 -> "signed-data";
          case 3 -> "enveloped-data";
          default -> "";
        };
      }
    }
    return "";
  }
}
