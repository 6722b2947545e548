// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

/** The engine. */
public final class LeadPipeline {}
