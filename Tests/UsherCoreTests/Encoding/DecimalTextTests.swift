import Testing
import TestSupport

@testable import UsherCore

@Suite("Decimal numbers as text")
struct DecimalTextTests {
    @Test(
        "are compared without rounding",
        arguments: [
            ("1", "2", -1), ("10", "9", 1), ("007", "7", 0), ("1.50", "1.5", 0), ("0.1", "0.09", 1), ("-1", "1", -1),
            ("-2", "-1", -1),
            ("-0", "0", 0), ("-0.00", "0", 0), ("9007199254740993", "9007199254740992", 1),
            ("0.1", "0.10000000000000000001", -1),
            ("123456789012345678901234567890", "123456789012345678901234567891", -1), ("5.", "5", 0), (".5", "0.5", 0),
        ])
    func compared(left: String, right: String, order: Int) {
        #expect(DecimalText.compare(left, right) == order)
        #expect(DecimalText.compare(right, left) == -order)
    }

    @Test(
        "what is no number has no place among them", arguments: ["", "-", ".", "1e3", "1,5", " 1", "1.2.3", "٣", "--1"])
    func noNumber(text: String) {
        #expect(DecimalText.compare(text, "1") == nil)
        #expect(DecimalText.compare("1", text) == nil)
    }

    @Test("agree with whole numbers of hundredths")
    func hundredths() {
        let seed: UInt64 = 9
        var random = SeededGenerator(seed: seed)
        func text(_ hundredths: Int) -> String {
            let size = abs(hundredths)
            return (hundredths < 0 ? "-" : "") + "\(size / 100)." + (size % 100 < 10 ? "0" : "") + "\(size % 100)"
        }
        for _ in 0..<2000 {
            let a = Int.random(in: -2000...2000, using: &random)
            let b = Int.random(in: -2000...2000, using: &random)
            guard DecimalText.compare(text(a), text(b)) == (a == b ? 0 : a < b ? -1 : 1) else {
                Issue.record("\(text(a)) and \(text(b)), seed \(seed)")
                return
            }
        }
    }
}
