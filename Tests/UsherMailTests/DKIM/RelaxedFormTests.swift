import Testing

@testable import UsherMail

@Suite("The relaxed form")
struct RelaxedFormTests {
    /// The first is the example of RFC 6376 3.4.5.
    static let fields: [(name: String, value: String, relaxed: String)] = [
        ("A", " X", "a:X"),
        ("B ", " Y\t\r\n\tZ  ", "b:Y Z"),
        ("Subject", "", "subject:"),
        ("Subject", " \r\n ", "subject:"),
        ("List-ID", "<a.b>", "list-id:<a.b>"),
        ("To", " J\u{F6}rg \t \t<j@x.de>", "to:J\u{F6}rg <j@x.de>"),
        ("X", "a:b : c", "x:a:b : c"),
    ]

    @Test("of a header field: lower-case name, one line, single spaces", arguments: fields)
    func field(_ one: (name: String, value: String, relaxed: String)) {
        var octets: [UInt8] = []
        RelaxedForm.append(field: one.name.utf8, one.value.utf8, to: &octets)
        #expect(String(decoding: octets, as: UTF8.self) == one.relaxed)
    }

    static let bodies: [(body: String, relaxed: String)] = [
        (" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"),
        ("", ""),
        ("\r\n\r\n", ""),
        (" \t\r\n \r\n", ""),
        (" \t", ""),
        ("a", "a\r\n"),
        ("a ", "a\r\n"),
        ("a\r\n \t\r\nb", "a\r\n\r\nb\r\n"),
        ("\r\na\r\n", "\r\na\r\n"),
        ("a\r\nb\r", "a\r\nb\r\r\n"),
        ("a\nb\r\n", "a\nb\r\n"),
        ("\ta  b\t\tc\t\r\n", " a b c\r\n"),
    ]

    @Test("of a body: no white space at ends, single spaces, no empty lines at the end", arguments: bodies)
    func body(_ one: (body: String, relaxed: String)) {
        let relaxed = RelaxedForm.body(Array(one.body.utf8)[...])
        #expect(String(decoding: relaxed, as: UTF8.self) == one.relaxed)
    }

    @Test("is its own relaxed form")
    func again() {
        for one in Self.bodies {
            let once = RelaxedForm.body(Array(one.body.utf8)[...])
            #expect(RelaxedForm.body(once[...]) == once)
        }
    }
}
