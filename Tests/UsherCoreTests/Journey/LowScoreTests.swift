import Testing

@testable import UsherCore

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

    @Test("A telling remembers the other name that it may be recorded under")
    func otherName() throws {
        func counted(_ name: String, _ score: String) throws -> EventRequest {
            let event = Event(name: name, key: "k", at: Timestamp(milliseconds: 5), data: ["score": score])
            let person = ContactDraft(address: try EmailAddress("ada@example.org"))
            return Self.journey.counted(EventRequest(event: event, person: person))
        }
        let rows =
            [
                ("review_given", "3", "low_score_given", "review_given"),
                ("review_given", "9", "review_given", "low_score_given"),
                ("low_score_given", "3", "low_score_given", nil), ("purchased", "3", "purchased", nil),
            ] as [(String, String, String, String?)]
        for (name, score, event, other) in rows {
            let request = try counted(name, score)
            #expect(request.event.name == event && request.otherName == other)
            #expect(Self.journey.counted(request) == request, "twice is once")
        }
    }
}
