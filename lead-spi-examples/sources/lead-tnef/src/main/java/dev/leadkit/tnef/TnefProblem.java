// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.Defect;

/** Why a winmail.dat stays among the attachments although it was opened. */
enum TnefProblem {
  NOT_TNEF(Defect.Code.DAMAGED_ENCODING, "does not begin as a winmail.dat does"),
  DAMAGED(Defect.Code.DAMAGED_ENCODING, "is damaged; what can be read was taken out"),
  RTF_DAMAGED(Defect.Code.DAMAGED_ENCODING, "holds a body that cannot be unpacked"),
  NO_CONTENT(Defect.Code.DAMAGED_ENCODING, "holds an attachment without content"),
  LOST(Defect.Code.CONTENT_TOO_LARGE, "holds more than the reader of mail takes"),
  TOO_LARGE(Defect.Code.CONTENT_TOO_LARGE, "is larger than the limit and was not opened"),
  TOO_MANY_PARTS(Defect.Code.TOO_MANY_PARTS, "holds more attachments than the limit"),
  TOO_DEEP(Defect.Code.TOO_DEEP, "holds messages nested deeper than the limit"),
  BODY_TOO_LONG(Defect.Code.TEXT_TOO_LONG, "holds a body longer than the limit");

  private final Defect.Code code;
  private final String what;

  TnefProblem(Defect.Code code, String what) {
    this.code = code;
    this.what = what;
  }

  Defect defect() {
    return new Defect(code, -1, "a winmail.dat " + what + "; it stays as it came");
  }
}
