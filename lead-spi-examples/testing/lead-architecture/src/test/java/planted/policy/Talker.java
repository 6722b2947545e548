// SPDX-License-Identifier: Apache-2.0
package planted.policy;

/** A planted fault: it talks on a stream that belongs to the host. */
public final class Talker {

  private Talker() {}

  public static void talk() {
    System.out.println("hello");
  }
}
