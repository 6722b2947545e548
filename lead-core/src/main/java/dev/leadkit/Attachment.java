// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * A part of a message that is not its text: metadata, never the bytes.
 *
 * @param filename a name that is safe to show: no path, no control or direction-override character; {@code ""} where none was given
 * @param declaredName the name as it was declared, decoded and otherwise untouched
 * @param mime the declared media type, lower-case, without parameters
 * @param detectedMime the media type that the first bytes show, {@code ""} where they show none
 * @param blob hash and size of the decoded bytes
 * @param contentId the {@code Content-ID} without angle brackets, {@code ""} where there is none
 * @param disposition how the sender wanted it shown
 * @param url where it can be fetched, {@code ""} until a scanner has cleared it
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

  /** RFC 2183 §2. */
  public enum Disposition {
    ATTACHMENT,
    INLINE
  }

  /** Without the name, which may hold a person. */
  @Override
  public String toString() {
    return "Attachment[" + mime + ", " + blob.size() + " bytes]";
  }
}
