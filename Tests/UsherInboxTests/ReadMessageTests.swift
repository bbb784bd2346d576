import Testing

@testable import UsherInbox

@Suite("A message as a person reads it")
struct ReadMessageTests {
    private static let whole = ReadMessage(
        Array(
            """
            From: =?utf-8?Q?J=C3=B6rg?= <joerg@example.org>
            Subject: =?utf-8?B?R3LDvMOfZQ==?=
             =?iso-8859-1?Q?_aus_K=F6ln?=
            Message-ID: <1@example.org>
            MIME-Version: 1.0
            list-unsubscribe: <https://shop.example/u/1>
            Content-Type: multipart/mixed; boundary=a

            --a
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            F=C3=BCnf B=C3=
            =BCcher
            --b
            Content-Type: text/html; charset=iso-8859-15
            Content-Transfer-Encoding: base64

            PHA+QvxjaGVyIGb8ciA1IKQ8L3A+
            --b--
            --a
            Content-Type: text/plain; name=terms.txt
            Content-Disposition: attachment

            the terms
            --a--
            """.utf8))

    @Test("from whom, about what, and the text")
    func letter() {
        #expect(
            Self.whole.letter == """
                From: Jörg <joerg@example.org>
                Subject: Grüße aus Köln

                Fünf Bücher

                """)
        #expect(ReadMessage(Array("Subject: a\n\nb\n".utf8)).letter == "Subject: a\n\nb\n")
        #expect(
            ReadMessage(Array("Subject: a\nContent-Type: text/html\n\n<p>b</p>\n".utf8)).letter
                == "Subject: a\n\n<p>b</p>\n")
    }

    @Test("its head, decoded, a line for each field")
    func headers() {
        #expect(
            Self.whole.headers == """
                From: Jörg <joerg@example.org>
                Subject: Grüße aus Köln
                Message-ID: <1@example.org>
                MIME-Version: 1.0
                List-Unsubscribe: <https://shop.example/u/1>
                Content-Type: multipart/mixed; boundary=a

                """)
    }

    @Test("its text and its HTML, whatever their charset and encoding, and no attachment")
    func parts() {
        #expect(Self.whole.text == "Fünf Bücher\n")
        #expect(Self.whole.html == "<p>Bücher für 5 €</p>\n")
    }

    @Test("a part that is not there is none")
    func none() {
        let plain = ReadMessage(Array("Subject: x\r\n\r\nHello\r\nyou\r\n".utf8))
        #expect(plain.text == "Hello\nyou\n" && plain.html == nil)
        let html = ReadMessage(Array("Content-Type: text/html\n\n<p>Hello</p>".utf8))
        #expect(html.text == nil && html.html == "<p>Hello</p>\n")
        #expect(ReadMessage([]).headers == "")
    }

    @Test("a decoded subject begins no field of its own, and moves no cursor")
    func safe() {
        let message = ReadMessage(Array("Subject: =?utf-8?Q?a=0D=0ABcc:_x=1B[2J?=\n\nx".utf8))
        #expect(message.headers.split(separator: "\n").count == 1)
        #expect(!message.headers.unicodeScalars.contains("\u{1B}"))
    }
}
