import Testing

@testable import UsherHome
@testable import UsherIntake

@Suite("Answers that are asked for again")
struct AnsweredTextsTests {
    @Test("Are worked out once for a text that comes again, and what is kept has a bound")
    func once() {
        var known = AnsweredTexts()
        var asked = 0
        func ask(_ text: String) -> AnsweredTexts.Answer {
            known.answer(text) { _, _ in
                asked += 1
                return text == "utc" ? .name("UTC") : .fault("bad")
            }
        }
        for _ in 0..<100 {
            #expect(ask("utc") == .name("UTC"))
            #expect(ask("Europe/Berln") == .fault("bad"))
        }
        #expect(asked == 2)
        let long = String(repeating: "x", count: 60_000)
        for _ in 0..<3 { #expect(ask(long) == .fault("bad")) }
        #expect(asked == 5)
    }

    @Test("Look for what was meant a few times in a lot, whatever comes")
    func hints() {
        var known = AnsweredTexts()
        var hints = 0
        for number in 0..<10_000 {
            _ = known.answer("Europe/Berl\(number)") { text, mayHint in
                hints += mayHint ? 1 : 0
                return .fault(KnownNames.zoneFault(text, mayHint: false) ?? "")
            }
        }
        #expect(hints == 20)
    }
}
