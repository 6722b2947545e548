// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.memory;

/** A lead store for tests. */
public final class InMemoryStore {}
