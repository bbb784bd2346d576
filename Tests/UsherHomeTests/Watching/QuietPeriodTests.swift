import Testing

@testable import UsherHome
@testable import UsherWeb

@Suite("The quiet period")
struct QuietPeriodTests {
    private typealias Answer = QuietPeriod<String>.Answer
    private let start = ContinuousClock.now

    /// Looks at half-second steps; `seen` has one letter per look.
    private func answers(_ seen: String) -> [Answer] {
        var period = QuietPeriod(length: .seconds(2), seen: "a", at: start)
        return seen.enumerated().map { index, letter in
            period.look(String(letter), at: start.advanced(by: .milliseconds(500 * (index + 1))))
        }
    }

    @Test("has nothing to say while nothing changes")
    func nothing() {
        #expect(answers("aaaaaaaa") == Array(repeating: .nothing, count: 8))
    }

    @Test("takes up once what has kept still for two seconds")
    func takesUp() {
        #expect(
            answers("abbbbbbb") == [
                .nothing, .moving, .moving, .moving, .moving, .takeUp, .nothing, .nothing,
            ])
    }

    @Test("starts anew with each move")
    func movesOn() {
        #expect(
            answers("bbbcbccccc")
                == Array(repeating: .moving, count: 9) + [.takeUp])
    }

    @Test("forgets what was taken back")
    func takenBack() {
        #expect(answers("bbbaaaaaa") == Array(repeating: .moving, count: 3) + Array(repeating: .nothing, count: 6))
    }

    @Test("compares with what was taken up last")
    func second() {
        let answers = answers("bbbbbaaaaa")
        #expect(answers[4] == .takeUp)
        #expect(answers[9] == .takeUp)
    }
}
