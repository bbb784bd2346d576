import Testing
import UsherCore

@testable import UsherDashboard

@Suite("Numbers on the dashboard")
struct NumbersTests {
    @Test(
        "In groups of three",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1000, "1,000", "1.000"), (-1_234_567, "−1,234,567", "−1.234.567"),
        ])
    func counts(number: Int, english: String, german: String) {
        #expect(Numbers(language: .english).count(number) == english)
        #expect(Numbers(language: .german).count(number) == german)
    }

    @Test("Differences have a sign, and never overflow")
    func differences() {
        let numbers = Numbers(language: .english)
        #expect(
            numbers.difference(12, 2) == "+10" && numbers.difference(2, 12) == "−10" && numbers.difference(2, 2) == "0")
        #expect(numbers.difference(.max, .min) == "…")
        #expect(numbers.count(.min) == "−9,223,372,036,854,775,808")
        #expect(numbers.share(1, of: 0) == "" && numbers.share(2, of: 3) == " (66 %)")
    }

    @Test("Stays are told about")
    func stays() {
        let (english, german) = (Numbers(language: .english), Numbers(language: .german))
        #expect(english.stay(0) == "1 hour" && english.stay(3_600_001) == "2 hours")
        #expect(german.stay(47 * 3_600_000) == "47 Stunden" && german.stay(48 * 3_600_000) == "2 Tagen")
        #expect(english.day("2026-11-01") == "1 November 2026" && german.day("2026-11-01") == "1. November 2026")
    }
}
