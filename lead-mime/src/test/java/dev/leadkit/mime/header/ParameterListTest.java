// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Defect;
import dev.leadkit.mime.scan.Defects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values with parameters (RFC 2045 §5.1, RFC 2231), valid and damaged. Each row has the field, its value and parameters, and the repairs.
 */
class ParameterListTest {

  private static final long POSITION = 7;
  private static final int MAX_PARAMETERS = 200;

  private static void check(String field, String expected, String repairs, int maxParameters) {
    Defects defects = new Defects();
    ParameterList list = ParameterList.parse(field, maxParameters, defects, POSITION);
    String parameters = list.all().entrySet().stream()
        .map(each -> ", " + each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining());
    assertEquals(expected, list.value() + parameters, "the parameters of " + field);
    assertEquals(
        repairs,
        defects.list().stream().map(Defect::detail).collect(Collectors.joining(" + ")),
        "the repairs of " + field);
    for (Defect defect : defects.list()) {
      assertEquals(POSITION, defect.position(), "a repair is reported where the field begins");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/plain | text/plain",
        "Text/PLAIN | text/plain",
        "text/plain; charset=utf-8 | text/plain, charset=utf-8",
        "text/plain;charset=utf-8;format=flowed | text/plain, charset=utf-8, format=flowed",
        "text/plain ; Charset = UTF-8 ; | text/plain, charset=UTF-8",
        "text/plain; charset=\"utf-8\" ; a=b | text/plain, a=b, charset=utf-8",
        "text/plain; charset=\"utf-8\" (Unicode); a=b | text/plain, a=b, charset=utf-8",
        "text/plain; charset=utf-8 (Unicode) | text/plain, charset=utf-8",
        "text/plain; charset=utf-8 (Unicode); a=b | text/plain, a=b, charset=utf-8",
        "text/plain; charset=utf-8 (Unicode; a=b | text/plain, a=b, charset=utf-8",
        "text/plain; charset=utf-8 (Unicode | text/plain, charset=utf-8",
        "text/plain (x); charset=utf-8 | text/plain, charset=utf-8",
        "text/plain; charset=\"utf-8\" (Unicode; a=x); a=b | text/plain, a=b, charset=utf-8",
        "text/plain; (a=x) charset=utf-8 | text/plain, charset=utf-8",
        "text/plain; charset=utf-8 (a (b; c=d) \\) e); a=b | text/plain, a=b, charset=utf-8",
        "; charset=utf-8 | , charset=utf-8",
        "text/plain; charset= | text/plain, charset=",
        "text/plain; charset=; a=b | text/plain, a=b, charset=",
        "text/plain; charset=\"\" | text/plain, charset=",
        "text/plain; charset=a; charset=b | text/plain, charset=a",
        "a; name=\"x;y=z\" | a, name=x;y=z",
        "a; name=\"x\\\"y\" | a, name=x\"y",
        "a; name=\"x\\\\y\" | a, name=x\\y",
        "a; name=\"C:\\dir\\x\" | a, name=C:\\dir\\x",
        "a; name=my file.pdf | a, name=my file.pdf",
        "a; filename=my file.pdf; b=c | a, b=c, filename=my file.pdf",
        "a; name=my file (1).pdf | a, name=my file (1).pdf",
        "a; boundary=a b | a, boundary=a b",
        "a; boundary=a (b) | a, boundary=a",
        // continuations and charsets (RFC 2231)
        "a; x*0=one; x*1=two | a, x=onetwo",
        "a; x*1=two; x*0=one | a, x=onetwo",
        "a; x*2=c; x*10=k; x*1=b; x*0=a | a, x=abck",
        "a; x*0=one; x*0=two; x*1=! | a, x=one!",
        "a; x=plain; x*=utf-8''%C3%BC | a, x=ü",
        "a; x*=iso-8859-1'de'%FC | a, x=ü",
        "a; x*=utf-8'%C3%BC | a, x=utf-8'ü",
        "a; x*=%C3%BC | a, x=ü",
        "a; x*=''%C3%BC%2f%2F | a, x=ü//",
        "a; x*0*=utf-8''%C3; x*1*=%BC; x*2=%41 | a, x=ü%41",
        "a; x*0*=utf-8''a; x*1*=it's'%C3%BC | a, x=ait's'ü",
        "a; x*0=%41; x*1*=%41 | a, x=%41A",
        "a; x*=utf-8''100% | a, x=100%",
        "a; x*=utf-8''100%4 | a, x=100%4",
        "a; x*=utf-8''%4g%g4%00%09x | a, x=%4g%g4\0\tx",
        "a; x*=utf-8''%ü4 | a, x=%ü4",
        "a; x*y=b | a, x=b",
        "a; x*9999999999=b; x*0=a | a, x=ab",
      })
  void a_list_in_each_form_is_parsed(String field, String expected) {
    check(field, expected.replace("\\0", "\0").replace("\\t", "\t"), "", MAX_PARAMETERS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "charset=utf-8 | , charset=utf-8 | the value is missing",
        "text/plain charset=utf-8 | text/plain, charset=utf-8 | a semicolon is missing",
        "text/plain\"; charset=utf-8 | text/plain, charset=utf-8 | a semicolon is missing + a parameter has no name",
        "a; b=\"c\" d=e | a, b=c, d=e | a semicolon is missing",
        "a; b=\"c\"d=e | a, b=c, d=e | a semicolon is missing",
        "a; b=c d=e | a, b=c, d=e | a semicolon is missing",
        "a; name=b d=e | a, d=e, name=b | a semicolon is missing",
        "a; name=b x-d=e | a, name=b x-d=e | ``",
        "a; name=b x*=e | a, name=b, x=e | a semicolon is missing",
        "a; name=b =e | a, name=b =e | ``",
        "a; name=b c= | a, name=b c= | ``",
        "a; name=b =?utf-8?q?c?= | a, name=b =?utf-8?q?c?= | ``",
        "a; name=b c=?utf-8?q?c?= | a, name=b c=?utf-8?q?c?= | ``",
        "a; b=c d | a, b=c | a semicolon is missing + a parameter has no value",
        "a; b | a | a parameter has no value",
        "a; b; c=d | a, c=d | a parameter has no value",
        "a; =b; c=d | a, c=d | a parameter has no name",
        "a; *=b; c=d | a, c=d | a parameter has no name",
        "a; *0=b; c=d | a, c=d | a parameter has no name",
        "a;; b=c | a, b=c | a parameter is empty",
        "a; ;; ; b=c | a, b=c | a parameter is empty",
        "a; b=\"c | a, b=c | a quote is not closed",
        "a; b=\"c; d=\"e | a, b=c; d= | a semicolon is missing + a parameter has no value",
      })
  void damage_is_repaired_and_each_repair_is_named(String field, String expected, String repairs) {
    check(field, expected, repairs, MAX_PARAMETERS);
  }

  @Test
  void beyond_the_limit_the_first_parameters_are_kept() {
    check("a; b=c; d=e", "a, b=c, d=e", "", 2);
    check("a; b=c; d=e; f=g", "a, b=c, d=e", "kept 2", 2);
  }

  @Test
  void white_space_and_line_breaks_may_surround_everything() {
    check("a ;\t b\t=\tc\t; d =\" e \"\t", "a, b=c, d= e ", "", MAX_PARAMETERS);
  }
}
