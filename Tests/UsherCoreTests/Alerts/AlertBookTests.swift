import TestSupport
import Testing
import UsherCore

@Suite("When a human is told of trouble")
struct AlertBookTests {
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000
    private static let begin = Timestamp(seconds: 1_795_000_000)

    /// Looks at these minutes, with what is wrong then, and tells where somebody can be reached; what is told, by
    /// minute.
    private func play(
        _ book: inout AlertBook, patience: Int64 = 0, from first: Int64 = 0, to last: Int64,
        reaches: (Int64) -> Bool = { _ in true }, isWrong: (Int64) -> Bool
    ) -> [String] {
        var told: [String] = []
        for minute in first...last {
            let now = Self.begin.adding(milliseconds: minute * Self.minute)
            let troubles = isWrong(minute) ? [Trouble("relay", "it is paused", patience: patience)] : []
            for alert in book.look(troubles, now: now) where reaches(minute) {
                book.note(alert, now: now)
                told.append("\(minute) \(alert.kind.rawValue)")
            }
        }
        return told
    }

    /// What is told at `now`, which reaches somebody.
    private func tell(_ book: inout AlertBook, _ troubles: [Trouble], at now: Timestamp) -> [Alert] {
        let alerts = book.look(troubles, now: now)
        for alert in alerts { book.note(alert, now: now) }
        return alerts
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var patience: Int64 = 0
        var reaches: @Sendable (Int64) -> Bool = { _ in true }
        let isWrong: @Sendable (Int64) -> Bool
        let told: [String]
    }

    @Test(
        "once in six hours, and once when it is over",
        arguments: [
            Case(testDescription: "nothing is wrong", isWrong: { _ in false }, told: []),
            Case(testDescription: "for good", isWrong: { $0 >= 5 }, told: ["5 began", "365 still", "725 still"]),
            Case(testDescription: "for an hour", isWrong: { (5..<65).contains($0) }, told: ["5 began", "75 over"]),
            Case(testDescription: "for a moment, and patience", patience: 10 * 60_000, isWrong: { $0 == 5 }, told: []),
            Case(
                testDescription: "longer than patience", patience: 10 * 60_000, isWrong: { (5..<30).contains($0) },
                told: ["15 began", "40 over"]),
            Case(
                testDescription: "again and again every half an hour", isWrong: { $0 % 30 < 15 && $0 < 700 },
                told: ["0 began", "25 over", "360 began", "385 over"]),
            Case(
                testDescription: "again and again every minute", isWrong: { $0 % 2 == 0 && $0 < 100 },
                told: ["0 began", "109 over"]),
            Case(
                testDescription: "again after seven hours", isWrong: { $0 == 0 || $0 == 420 },
                told: ["0 began", "11 over", "420 began", "431 over"]),
            Case(
                testDescription: "over before anybody could be told", reaches: { $0 >= 30 },
                isWrong: { (5..<30).contains($0) }, told: []),
            Case(
                testDescription: "and back within six hours", reaches: { $0 >= 30 },
                isWrong: { (5..<30).contains($0) || (60..<90).contains($0) }, told: ["60 began", "100 over"]),
            Case(
                testDescription: "nobody can be told for seven hours", reaches: { $0 >= 420 }, isWrong: { $0 >= 5 },
                told: ["420 began"]),
            Case(
                testDescription: "it lasts, and nobody can be told that", reaches: { $0 < 300 || $0 >= 400 },
                isWrong: { $0 >= 5 }, told: ["5 began", "400 still"]),
            Case(
                testDescription: "nobody can be told that it is over", reaches: { $0 < 30 || $0 >= 100 },
                isWrong: { (5..<30).contains($0) }, told: ["5 began", "100 over"]),
            Case(
                testDescription: "nor before it is back", reaches: { $0 < 30 || $0 >= 100 },
                isWrong: { (5..<30).contains($0) || (60..<120).contains($0) }, told: ["5 began", "130 over"]),
        ])
    func tells(_ one: Case) {
        var book = AlertBook()
        #expect(
            play(&book, patience: one.patience, to: 740, reaches: one.reaches, isWrong: one.isWrong) == one.told)
    }

    @Test("each subject for itself, in the words of now")
    func subjects() {
        var book = AlertBook()
        let first = tell(&book, [Trouble("relay", "paused"), Trouble("disk", "full")], at: Self.begin)
        #expect(first == [Alert(.began, "disk", "full"), Alert(.began, "relay", "paused")])
        let later = Self.begin.adding(milliseconds: 6 * Self.hour)
        #expect(tell(&book, [Trouble("disk", "fuller")], at: later) == [Alert(.still, "disk", "fuller")])
        let gone = later.adding(milliseconds: 11 * Self.minute)
        #expect(tell(&book, [Trouble("disk", "fuller")], at: gone) == [Alert(.over, "relay", "paused")])
    }

    @Test("what began comes before what lasts, and that before what is over")
    func order() {
        var book = AlertBook()
        let (relay, disk) = (Trouble("relay", "paused"), Trouble("disk", "full"))
        _ = tell(&book, [Trouble("backup", "old"), relay], at: Self.begin)
        let later = Self.begin.adding(milliseconds: 6 * Self.hour)
        #expect(book.look([relay, disk], now: later.adding(milliseconds: -11 * Self.minute)).map(\.kind) == [.began])
        let alerts = book.look([relay, disk], now: later)
        #expect(alerts.map { "\($0.kind) \($0.subject)" } == ["began disk", "still relay", "over backup"])
        #expect(book.look([relay, disk], now: later) == alerts, "it is due until somebody was told")
    }

    @Test("a calendar that is set back keeps nobody from being told")
    func setBack() {
        var book = AlertBook()
        #expect(play(&book, from: 1000, to: 1000) { _ in true } == ["1000 began"])
        #expect(play(&book, from: 0, to: 400) { _ in true } == ["0 still", "360 still"])
    }

    @Test("it is remembered as it was written down")
    func written() throws {
        var book = AlertBook()
        _ = play(&book, to: 10) { _ in true }
        let text = try #require(book.text)
        var read = try #require(AlertBook(text: text))
        #expect(AlertBook(text: "{") == nil)
        #expect(read == book)
        #expect(play(&read, from: 11, to: 400) { _ in true } == ["360 still"])
    }

    @Test("ten thousand subjects are not remembered")
    func bounded() {
        var book = AlertBook()
        let troubles = (0..<10_000).map { Trouble("campaign \($0)", "it is paused") }
        #expect(book.look(troubles, now: Self.begin).count == 200)
    }
}
