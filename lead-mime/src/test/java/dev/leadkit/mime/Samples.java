// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A few mails of our own that together use every construct the reader knows: the seeds of mutations. */
public final class Samples {

  static final List<byte[]> ALL = List.of(mail("""
              From jane@acme.example Mon Mar  2 10:00:00 2026
              Return-Path: <jane@acme.example>
              Received: from mail.acme.example (mail.acme.example [192.0.2.1])
               by mx.example.net with ESMTPS id x1; Mon, 2 Mar 2026 10:00:00 +0100
              Authentication-Results: mx.example.net 1; dkim=pass (2048-bit key) header.d=acme.example;
               spf=pass smtp.mailfrom=acme.example; dmarc=pass reason="p=none; x"
              X-Spam-Status: No, score=1.5 required=5.0 tests=A,B,
               C autolearn=no
              From: Doe, Jane (Acme) <jane@acme.example>
              To: "Sales, Europe" <sales@seller.example>, Team: bob@seller.example, "C \\"X\\"" <c@seller.example>;
              Cc: =?utf-8?q?J=C3=BCrgen?= <@relay.example:j@seller.example>
              Subject: =?utf-8?B?R3LDvMOfZQ==?= =?utf-8?q?_f=C3?= =?utf-8?q?=BCr?= alle
              Date: Mon, 2 Mar 2026 10:00:00 EST (comment (nested))
              Message-ID: <1@acme.example>
              In-Reply-To: <0@seller.example>
              References: <00@seller.example>
               <0@seller.example>
              MIME-Version: 1.0
              Content-Type: multipart/mixed; boundary="=_outer"; x*0=a; x*1*=utf-8''%C3%BC

              preamble
              --=_outer
              Content-Type: multipart/alternative; boundary=inner

              --inner
              Content-Type: text/plain; charset=iso-8859-1
              Content-Transfer-Encoding: quoted-printable

              Guten Tag,=20
              wir m=F6chten 50 Pl=E4tze =
              kaufen.

              Am 01.03.26 um 09:00 schrieb Bob:
              > Angebot?
              --=20
              Jane
              --inner
              Content-Type: text/html; charset=utf-8
              Content-Transfer-Encoding: base64

              PHA+R3V0ZW4gVGFnLDwvcD48YmxvY2txdW90ZT5BbmdlYm90PzwvYmxvY2txdW90ZT4mYW1wOw==
              --inner--
              --=_outer
              Content-Type: application/pdf; name="=?utf-8?q?Gr=C3=B6=C3=9Fe.pdf?="
              Content-Disposition: attachment; filename*0*=utf-8''Gr%C3%B6; filename*1="..\\\\x.pdf"
              Content-Transfer-Encoding: base64
              Content-ID: <part1@acme.example>

              JVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBSL0ZpbHRlci9GbGF0ZURl
              Y29kZT4+CnN0cmVhbQp4nD2OywoCMQxF9/mKuxZmTNt5FIZCwRm3A8EfkFEHFwqC+PsmTZCHwGn6
              --=_outer
              Content-Type: message/rfc822

              From: inner@example.com
              Subject: Fwd: inner

              ---------- Forwarded message ---------
              From: Jane <jane@acme.example>
              Subject: x

              deep
              --=_outer--
              epilogue
              """), mail("""
              From: MAILER-DAEMON@example.net
              Return-Path: <>
              Subject: Undelivered
              Auto-Submitted: auto-replied
              Content-Type: multipart/report; report-type=delivery-status;
              \tboundary="r"

              --r

              It failed.
              --r
              Content-Type: message/delivery-status

              Final-Recipient: rfc822; x@example.com
              Action: failed
              --r
              Content-Type: message/rfc822

              From: a@example.com

              hi
              """), mail("""
              Subject: Fwd: =?iso-2022-jp?B?GyRCMkEzShsoQg==?=
              From: =?gb2312?B?vNu48Q==?= <a@example.com>
              List-Id: <l.example>
              Content-Type: text/html; charset=shift_jis;;

              <div>FYI &euro;</div><div class="gmail_quote">---------- Forwarded message ---------<br>
              From: <b>Jane</b> &lt;jane@acme.example&gt;<br>To: x<br>Subject: y<br><br>50 seats?</div>
              <!-- x --><script>1 < 2</script><style>p{}</style>&#x20AC;
              """), mail("""
              From: a@example.com
              To: b@example.com; c@example.com
              Content-Type: text/plain; charset=utf-7
              Content-Transfer-Encoding: x-uuencode

              begin 644 a.txt
              ,:&5L;&\\@=V]R;&0*
              `
              end
              """));

  private Samples() {}

  private static byte[] mail(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
