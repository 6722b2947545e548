// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.structure.StructureLimits;

/**
 * The limits of a reader for one message. All are at least 1.
 *
 * <p>A message beyond a limit never causes an exception: what was read is kept, the raw bytes are kept, and a severe
 * {@link dev.leadkit.Defect} says what is missing. Immutable.
 *
 * @param bytes how much of a message in an array is read, and how much of a message in a file is held in memory; in bytes, 64 MB by default
 * @param streamedBytes how much of a message in a file is read; in bytes, 1 GB by default
 * @param headerBytes how much of the header, and as much again of the headers of all parts, is kept; in bytes, 2 MB by default
 * @param fieldBytes how much of one field is kept; in bytes, 256 KB by default
 * @param fields the maximum number of fields of the header; 2,000 by default
 * @param parts the maximum number of parts; 1,000 by default
 * @param depth the maximum depth of nested multiparts; 64 by default
 * @param messages the maximum depth of attached messages that are searched for a forwarded original; 4 by default
 * @param addresses the maximum number of addresses of one field; 10,000 by default
 * @param parameters the maximum number of parameters of one field; 200 by default
 * @param references the maximum number of references; 1,000 by default
 * @param textBytes how much text, and as much HTML, is kept; in decoded bytes, 8 MB by default
 * @param contentBytes how much of the attachments is written into the sink; in decoded bytes, 1 GB by default
 */
public record MimeLimits(
    int bytes,
    long streamedBytes,
    int headerBytes,
    int fieldBytes,
    int fields,
    int parts,
    int depth,
    int messages,
    int addresses,
    int parameters,
    int references,
    int textBytes,
    long contentBytes) {

  private static final int KB = 1024;
  private static final int MB = 1024 * KB;

  public MimeLimits {
    positive(bytes, "bytes");
    positive(streamedBytes, "streamedBytes");
    positive(headerBytes, "headerBytes");
    positive(fieldBytes, "fieldBytes");
    positive(fields, "fields");
    positive(parts, "parts");
    positive(depth, "depth");
    positive(messages, "messages");
    positive(addresses, "addresses");
    positive(parameters, "parameters");
    positive(references, "references");
    positive(textBytes, "textBytes");
    positive(contentBytes, "contentBytes");
  }

  /** The default limits, which legitimate mail does not reach and which keep hostile mail harmless. */
  public static MimeLimits standard() {
    return new MimeLimits(
        64 * MB,
        1024L * MB,
        2 * MB,
        256 * KB,
        2_000,
        1_000,
        64,
        4,
        10_000,
        200,
        1_000,
        8 * MB,
        1024L * MB);
  }

  /** The same limits with another {@link #bytes()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withBytes(int value) {
    return new MimeLimits(
        value,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #streamedBytes()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withStreamedBytes(long value) {
    return new MimeLimits(
        bytes,
        value,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #headerBytes()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withHeaderBytes(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        value,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #fieldBytes()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withFieldBytes(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        value,
        fields,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #fields()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withFields(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        value,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #parts()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withParts(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        value,
        depth,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #depth()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withDepth(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        value,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #messages()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withMessages(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        value,
        addresses,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #addresses()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withAddresses(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        value,
        parameters,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #parameters()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withParameters(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        addresses,
        value,
        references,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #references()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withReferences(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        value,
        textBytes,
        contentBytes);
  }

  /** The same limits with another {@link #textBytes()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withTextBytes(int value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        references,
        value,
        contentBytes);
  }

  /** The same limits with another {@link #contentBytes()}. Throws {@link IllegalArgumentException} if it is less than 1. */
  public MimeLimits withContentBytes(long value) {
    return new MimeLimits(
        bytes,
        streamedBytes,
        headerBytes,
        fieldBytes,
        fields,
        parts,
        depth,
        messages,
        addresses,
        parameters,
        references,
        textBytes,
        value);
  }

  /** The limits for the structure of a mail. */
  StructureLimits structure() {
    return new StructureLimits(parts, depth, parameters, headerBytes, fieldBytes, fields);
  }

  private static void positive(long value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected 1 or more, got " + value);
    }
  }
}
