import Testing
import UsherCore

@Suite("A low score")
struct LowScoreTests {
    private static let journey = Journey(events: [
        "review_given": Journey.Event(reaches: .advocate, lowScore: LowScore(atMost: 6, event: "low_score_given")),
        "low_score_given": Journey.Event(reaches: nil), "purchased": Journey.Event(reaches: .convert),
    ])

    @Test(
        "Counts as another event from the limit downwards, and only where the journey says so",
        arguments: [
            ("review_given", "6", "low_score_given"), ("review_given", "0", "low_score_given"),
            ("review_given", "-1", "low_score_given"), ("review_given", "5.5", "low_score_given"),
            ("review_given", "6.5", "review_given"), ("review_given", "10", "review_given"),
            ("review_given", "nan", "review_given"), ("review_given", "bad", "review_given"),
            ("review_given", "", "review_given"), ("review_given", nil, "review_given"),
            ("purchased", "1", "purchased"), ("unknown", "1", "unknown"),
        ])
    func counts(_ name: String, _ score: String?, _ expected: String) {
        let event = Event(
            name: name, key: "k", at: Timestamp(milliseconds: 5), data: score.map { ["score": $0, "text": "x"] } ?? [:])
        let counted = Self.journey.counted(event)
        #expect(counted.name == expected)
        #expect(counted.key == event.key && counted.data == event.data && counted.at == event.at)
    }
}
