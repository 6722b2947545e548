// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.structure.StructureLimits;

/**
 * What a reader spends on one message at most.
 *
 * <p>Past a limit nothing is thrown: what was read stays, the raw bytes stay, and a severe {@link dev.leadkit.Defect} says what is missing.
 *
 * @param bytes how much of a message is read that is given as an array, and how much of one in a file is held in memory
 * @param streamedBytes how much of a message is read that stands in a file
 * @param headerBytes how much of its header, and as much again of the headers of all parts, is kept
 * @param fieldBytes how much of one field is kept
 * @param fields how many fields of the header are kept
 * @param parts how many parts are told apart
 * @param depth how deep multiparts are taken apart
 * @param messages how deep attached messages are opened in search of a forwarded original
 * @param addresses how many addresses of one field are kept
 * @param parameters how many parameters of one field are kept
 * @param references how many references are kept
 * @param textBytes how much text, and as much HTML, is kept, in decoded bytes
 * @param contentBytes how much goes into the sink, in decoded bytes
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

  /** Limits that no honest mail reaches and no hostile one profits from. */
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

  /** The same limits but for {@link #bytes()}. */
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

  /** The same limits but for {@link #streamedBytes()}. */
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

  /** The same limits but for {@link #headerBytes()}. */
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

  /** The same limits but for {@link #fieldBytes()}. */
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

  /** The same limits but for {@link #fields()}. */
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

  /** The same limits but for {@link #parts()}. */
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

  /** The same limits but for {@link #depth()}. */
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

  /** The same limits but for {@link #messages()}. */
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

  /** The same limits but for {@link #addresses()}. */
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

  /** The same limits but for {@link #parameters()}. */
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

  /** The same limits but for {@link #references()}. */
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

  /** The same limits but for {@link #textBytes()}. */
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

  /** The same limits but for {@link #contentBytes()}. */
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

  /** Those that concern the structure of a mail. */
  StructureLimits structure() {
    return new StructureLimits(parts, depth, parameters, headerBytes, fieldBytes, fields);
  }

  private static void positive(long value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected 1 or more, got " + value);
    }
  }
}
