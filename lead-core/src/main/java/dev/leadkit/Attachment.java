// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The metadata of a message part that is not its text.
 *
 * @param filename a name that is safe to show: no path, no control or direction-override character; {@code ""} if there is none
 * @param declaredName the name as it was declared, decoded and otherwise untouched
 * @param mime the declared media type, in lower case, without parameters
 * @param detectedMime the media type that the first bytes indicate, {@code ""} if they indicate none
 * @param blob hash and size of the decoded bytes
 * @param contentId the {@code Content-ID} without angle brackets, {@code ""} if there is none
 * @param disposition how the sender wants it displayed
 * @param url where it can be downloaded, {@code ""} until a scanner has cleared it
 */
public record Attachment(
    String filename,
    String declaredName,
    String mime,
    String detectedMime,
    Blob blob,
    String contentId,
    Disposition disposition,
    String url) {

  public Attachment {
    Objects.requireNonNull(filename, "filename");
    Objects.requireNonNull(declaredName, "declaredName");
    Objects.requireNonNull(mime, "mime");
    Objects.requireNonNull(detectedMime, "detectedMime");
    Objects.requireNonNull(blob, "blob");
    Objects.requireNonNull(contentId, "contentId");
    Objects.requireNonNull(disposition, "disposition");
    Objects.requireNonNull(url, "url");
  }

  /** How an attachment is displayed (RFC 2183 §2). */
  public enum Disposition {
    ATTACHMENT,
    INLINE
  }

  /** Without the name, which may contain personal data. */
  @Override
  public String toString() {
    return "Attachment[" + mime + ", " + blob.size() + " bytes]";
  }
}
