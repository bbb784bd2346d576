import Testing
import TestSupport

@testable import UsherWeb

@Suite("Forms")
struct FormsTests {
    private static func text(_ fields: [(String, String)]?) -> String? {
        fields.map { $0.map { "\($0.0)=\($0.1)" }.joined(separator: ";") }
    }

    @Test(
        "urlencoded",
        arguments: [
            ("", ""), ("a=b", "a=b"), ("a", "a="), ("=b", "=b"), ("a=b&c=d", "a=b;c=d"), ("&&a=b&", "a=b"),
            ("a=b=c", "a=b=c"), ("a+b=c+d", "a b=c d"), ("a=%2B%26%3D", "a=+&="), ("n=J%C3%B6rg", "n=Jörg"),
            ("a=%0D%0Ab", "a=\r\nb"), ("a=%", nil), ("a=%4", nil), ("a=%4g", nil), ("a=%ff", nil), ("%00=a", nil),
            (String(repeating: "a=b&", count: 64), String(repeating: "a=b;", count: 63) + "a=b"),
            (String(repeating: "a=b&", count: 65), nil),
        ] as [(String, String?)])
    func urlencoded(body: String, expected: String?) {
        #expect(Self.text(URLEncodedForm.fields(body.utf8)) == expected)
    }

    @Test(
        "are read without what some programs put around them",
        arguments: ["a=b", "a=b\r\n", "\r\na=b\r\n\r\n", "a=b\n", "\u{FEFF}a=b", "\u{FEFF}a=b\r\n"])
    func bare(body: String) throws {
        let urlencoded = WebRequest(
            headers: [.contentType: "application/x-www-form-urlencoded"], body: Array(body.utf8))
        #expect(try urlencoded.form() == ["a": "b"])
        let mark = body.hasPrefix("\u{FEFF}") ? "\u{FEFF}" : ""
        let multipart = WebRequest(
            headers: [.contentType: "multipart/form-data; boundary=b"],
            body: Array((mark + Self.part("form-data; name=a", "b") + "--b--\r\n\r\n").utf8))
        #expect(try multipart.form() == ["a": "b"])
    }

    private static func part(_ disposition: String, _ value: String) -> String {
        "--b\r\nContent-Disposition: \(disposition)\r\n\r\n\(value)\r\n"
    }

    @Test(
        "multipart",
        arguments: [
            (part("form-data; name=\"a\"", "b") + "--b--", "a=b"),
            (part("form-data; name=\"a\"", "b") + part("form-data; name=c", "d\r\ne") + "--b--\r\n", "a=b;c=d\r\ne"),
            (part("form-data; name=\"a\"; filename=\"x.txt\"", "b") + "--b--", ""),
            (part("attachment; name=\"a\"", "b") + "--b--", ""),
            ("--b--", ""),
            ("", nil), ("--b", nil), ("--b\r\n", nil), ("--b\r\n\r\n", nil), ("--c--", nil),
            (part("form-data; name=\"a\"", "b"), nil),
            ("--b\r\nContent-Disposition: form-data; name=a\r\nb\r\n--b--", nil),
            (String(repeating: part("form-data; name=\"a\"", "b"), count: 80) + "--b--", nil),
        ] as [(String, String?)])
    func multipart(body: String, expected: String?) {
        #expect(Self.text(MultipartForm.fields(Array(body.utf8), boundary: "b")) == expected)
    }

    @Test("Whatever octets come, a form is read or refused")
    func anything() {
        var random = SeededGenerator(seed: 8058)
        let pieces = [
            "--b", "\r\n", "Content-Disposition: form-data; name=\"a\"", "\r\n\r\n", "--", "%", "%4", "=", "&", "\u{0}",
            "ü",
        ]
        for _ in 1...5000 {
            let body = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            let octets = Array(body.joined().utf8).shuffled(fewer: 3, using: &random)
            _ = MultipartForm.fields(octets, boundary: "b")
            for (name, value) in URLEncodedForm.fields(octets) ?? [] {
                #expect(!name.contains("\u{0}") && !value.contains("\u{0}"))
            }
        }
    }

    @Test(
        "The type of a body",
        arguments: [
            ("application/json", "application/json", nil),
            ("Multipart/Form-Data; BOUNDARY=x", "multipart/form-data", "x"),
            ("multipart/form-data ; a=b; boundary=\"a b\"", "multipart/form-data", "a b"), ("", "", nil),
            ("multipart/form-data; boundary=", "multipart/form-data", nil), (";;;", "", nil),
        ] as [(String, String, String?)])
    func mediaType(text: String, essence: String, boundary: String?) {
        #expect(MediaType.essence(text) == essence)
        #expect(MediaType.parameter("boundary", of: text) == boundary)
    }
}

extension [UInt8] {
    /// With a few octets replaced.
    fileprivate func shuffled(fewer count: Int, using random: inout SeededGenerator) -> [UInt8] {
        var octets = self
        for _ in 0..<Int.random(in: 0...count, using: &random) where !octets.isEmpty {
            octets[Int.random(in: 0..<octets.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return octets
    }
}
