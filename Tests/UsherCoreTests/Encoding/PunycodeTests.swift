import Testing
import TestSupport

@testable import UsherCore

@Suite("Punycode")
struct PunycodeTests {
    /// RFC 3492 7.1, and a few labels that are on the wire every day.
    @Test(
        "Says what RFC 3492 says",
        arguments: [
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"), ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("пример", "e1afmkfd"), ("müller", "mller-kva"), ("bücher", "bcher-kva"), ("ü", "tda"),
        ])
    func table(text: String, code: String) {
        #expect(Punycode.encode(Array(text.unicodeScalars)) == code)
        #expect(Punycode.decode(code) == Array(text.unicodeScalars))
    }

    @Test("Reads back what it writes, and never crashes on anything else")
    func roundTrip() {
        var random = SeededGenerator(seed: 3492)
        let letters = Array("az09-üßñ例え😀пример\u{10FFFD}".unicodeScalars)
        let codes = Array("az09-".utf8)
        for _ in 0..<3000 {
            let scalars = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
                letters.randomElement(using: &random)
            }
            #expect(Punycode.decode(Punycode.encode(scalars)) == scalars)
            let noise = (0..<Int.random(in: 0...63, using: &random)).compactMap { _ in
                codes.randomElement(using: &random)
            }
            _ = Punycode.decode(String(decoding: noise, as: UTF8.self))
        }
    }
}
