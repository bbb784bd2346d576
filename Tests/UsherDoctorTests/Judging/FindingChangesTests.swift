import Testing
import UsherCore

@testable import UsherDoctor

@Suite("What is new between two looks")
struct FindingChangesTests {
    private static let now = Timestamp(seconds: 1_795_000_000)

    private func certificate(days: Int64) -> Finding {
        CertificateJudge.judge(
            "certificate of shop.example", ends: Self.now, now: Self.now.adding(milliseconds: -days * 86_400_000))
    }

    @Test("a line that says something else, one that is new, and one that is well again; not a figure that goes on")
    func changes() {
        let (well, ill) = (Finding(.ok, "a", "fine"), Finding(.wrong, "a", "broken", wanted: "x"))
        let other = Finding(.wrong, "a", "broken otherwise", wanted: "x")
        let more = Finding(.ok, "b", "fine")
        #expect(FindingChanges.between([], [well, more]) == [well, more])
        #expect(FindingChanges.between([well, more], [well, more]).isEmpty)
        #expect(FindingChanges.between([well, more], [ill, more]) == [ill])
        #expect(FindingChanges.between([ill], [other]) == [other])
        #expect(FindingChanges.between([ill], [well]) == [well])
        #expect(FindingChanges.between([well], [well, more]) == [more])
        #expect(FindingChanges.between([certificate(days: 60)], [certificate(days: 59)]).isEmpty)
        #expect(FindingChanges.between([certificate(days: 21)], [certificate(days: 20)]).map(\.grade) == [.advice])
    }

    static let ends: [(end: RoundTripEnd, grade: Finding.Grade, words: String)] = [
        (.cameBack(milliseconds: 12_000, .hard), .ok, "after 12 seconds"),
        (.cameBack(milliseconds: 12_000, .block), .advice, "as block"),
        (.cameBack(milliseconds: 12_000, nil), .advice, "as no report"),
        (.nothingCame(milliseconds: 300_000), .wrong, "nothing came back in 5 minutes"),
        (.refusedAtOnce(.rcpt, Reply(code: 550, text: "no such user")), .unknown, "refused it"),
        (.notTaken("it is closed"), .wrong, "did not take it: it is closed"),
    ]

    @Test("a message to nobody that came back, or did not", arguments: ends)
    func roundTrip(_ one: (end: RoundTripEnd, grade: Finding.Grade, words: String)) {
        let finding = RoundTripJudge.judge(one.end, to: "nobody@shop.example", envelope: "bounces.shop.example")
        #expect(finding.grade == one.grade)
        #expect(finding.found.contains(one.words), "\(finding.found)")
        #expect((finding.wanted == nil) == (one.grade == .ok))
        #expect(finding.isUnanswered == (one.grade == .unknown))
    }
}
