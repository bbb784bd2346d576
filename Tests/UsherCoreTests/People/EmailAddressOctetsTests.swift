import Testing
import TestSupport

@testable import UsherCore

@Suite("An address in a file's field")
struct EmailAddressOctetsTests {
    @Test("Is read exactly like the same text, for every input")
    func agrees() {
        var random = SeededGenerator(seed: 42)
        let palette = Array("aZ09.-+_@ !\"ö\u{7F}'=".utf8)
        let letters = Array("aZ09.-_".utf8)
        let top = Array("aZzb0-".utf8)
        var read = 0
        for _ in 0..<30_000 {
            var octets: [UInt8] = []
            for part in ["@", ".", ""] {
                octets += (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    (part.isEmpty ? top : letters).randomElement(using: &random) ?? 0
                }
                octets += Array(part.utf8)
            }
            for _ in 0..<Int.random(in: 0...1, using: &random) {
                let place = Int.random(in: 0...octets.count, using: &random)
                octets.insert(palette.randomElement(using: &random) ?? 0, at: place)
            }
            guard let text = String(validating: octets, as: UTF8.self) else { continue }
            let careful = Result { () throws(EmailAddress.Fault) in try EmailAddress(text) }
            let quick = Result { () throws(EmailAddress.Fault) in try EmailAddress(utf8: octets[...]) }
            #expect(careful == quick, "\(text)")
            if case .success = quick { read += 1 }
        }
        #expect(read > 1000, "the palette should make enough good addresses")
    }

    @Test(
        "Agrees at the limits of length",
        arguments: [(64, 10), (65, 10), (1, 63), (1, 64), (60, 63), (64, 63)])
    func lengths(_ local: Int, _ label: Int) {
        let domain = (0..<3).map { _ in String(repeating: "d", count: label) }.joined(separator: ".") + ".example"
        let text = String(repeating: "a", count: local) + "@" + domain
        let careful = Result { () throws(EmailAddress.Fault) in try EmailAddress(text) }
        let quick = Result { () throws(EmailAddress.Fault) in try EmailAddress(utf8: Array(text.utf8)[...]) }
        #expect(careful == quick, "\(text.utf8.count)")
    }
}
