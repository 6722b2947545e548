// SPDX-License-Identifier: Apache-2.0
package planted.files;

/** No fault by itself. */
public record Blobs() {}
