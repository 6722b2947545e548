// SPDX-License-Identifier: Apache-2.0
package planted.small;

/** Not a fault: three classes may depend on each other. */
public interface SmallSecond {
  SmallThird next();
}
