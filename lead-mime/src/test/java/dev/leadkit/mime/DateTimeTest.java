// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue, 12 Mar 2024 09:00:00 +0000 | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 +0530 | 2024-03-12T03:30:00Z",
        "12 Mar 2024 09:00 -0800 | 2024-03-12T17:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 EDT | 2024-03-12T13:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 PST | 2024-03-12T17:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 GMT | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 GMT+0100 | 2024-03-12T08:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 Z | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 A | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 -0000 | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 +0100 (CET) | 2024-03-12T08:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 (a comment) +01:00 | 2024-03-12T08:00:00Z",
        "Tue , 12 Mar 24 9 : 00 | 2024-03-12T00:00:00Z",
        "Tue, 12 Mar 99 09:00:00 +0000 | 1999-03-12T09:00:00Z",
        "Tue, 12 Mar 124 09:00:00 +0000 | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 0124 09:00:00 +0000 | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 49 09:00:00 +0000 | 2049-03-12T09:00:00Z",
        "Tue, 12 Mar 50 09:00:00 +0000 | 1950-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 +-0500 | 2024-03-12T14:00:00Z",
        "Tue Mar 12 09:00:00 2024 | 2024-03-12T09:00:00Z",
        "Tue Mar 12 09:00:00 EST 2024 | 2024-03-12T14:00:00Z",
        "2024-03-12T09:00:00+02:00 | 2024-03-12T07:00:00Z",
        "2024-03-12 09:00:00 | 2024-03-12T09:00:00Z",
        "12-Mar-2024 09:00:00 +0000 | 2024-03-12T09:00:00Z",
        "March 12, 2024 9:05 PM | 2024-03-12T21:05:00Z",
        "Sat, 31 Dec 2016 23:59:60 +0000 | 2016-12-31T23:59:59Z",
        "Tue, 12 Mar 2024 09.00.30 +0000 | 2024-03-12T09:00:30Z",
        "Tue, 029 Apr 2019 23:34:45 -0800 | 2019-04-30T07:34:45Z",
        "Mon, 001 Apr 2019 12:00:00 +0000 | 2019-04-01T12:00:00Z",
        "Tue, 9 Apr 119 12:00:00 +0000 | 2019-04-09T12:00:00Z",
        "Fri, 12 Mar 2024 09:00:00 +0000 | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 AM +0000 | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 12:05 AM | 2024-03-12T00:05:00Z",
        "Tue, 12 Mar 2024 17:00:00 SGT | 2024-03-12T09:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 NZDT | 2024-03-11T20:00:00Z",
        "mar., 12 août 2024 09:00:00 +0200 | 2024-08-12T07:00:00Z",
        "mar, 05 ago 2024 09:00:00 +0200 | 2024-08-05T07:00:00Z",
        "Di., 12 März 2024 09:00:00 +0100 | 2024-03-12T08:00:00Z",
        "lör, 29 maj 1999 00:24:04 +0200 (CEST) | 1999-05-28T22:24:04Z",
        "Do, 3 Okt 2024 09:00:00 +0200 | 2024-10-03T07:00:00Z",
        "Tue, 12 Mar 2024 09:00:00 +9999 | 2024-03-12T09:00:00Z",
      })
  void a_date_in_each_form(String field, Instant moment) {
    assertEquals(moment, DateTime.parse(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Tue, 32 Mar 2024 09:00:00 +0000",
        "30 Feb 2024 09:00:00",
        "12 Mar 2024 25:00",
        "Mar 2024",
        "99999999999999999999",
        "12 Mar",
        "(((",
        "2024-13-01"
      })
  void what_names_no_moment_is_none(String field) {
    assertNull(DateTime.parse(field));
  }
}
