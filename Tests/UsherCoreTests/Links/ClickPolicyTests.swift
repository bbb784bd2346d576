import Testing
import UsherCore

@Suite("Who followed a link")
struct ClickPolicyTests {
    private static let accepted = Timestamp(seconds: 1_795_000_000)

    /// Number of the link, milliseconds after the hit that is judged, whether it was a peek.
    typealias Other = (link: UInt32, after: Int64, isPeek: Bool)

    private static func hit(_ link: UInt32 = 0, after: Int64 = 0, isPeek: Bool = false, age: Int64) -> LinkHit {
        LinkHit(
            delivery: DeliveryID(1), number: link, isPeek: isPeek, at: accepted.adding(milliseconds: age + after),
            tick: 500_000 + after)
    }

    @Test(
        "is told by the method, the age of the message, and what else was asked at the time",
        arguments: [
            ("a person, an hour later", false, 3_600_000, [], .person),
            ("HEAD, or fetched ahead", true, 3_600_000, [], .scanner),
            ("9.999 seconds after the relay took it", false, 9999, [], .scanner),
            ("10 seconds after", false, 10_000, [], .person),
            ("before the relay took it, by a clock that was set back", false, -5, [], .scanner),
            ("a HEAD 3 seconds before", false, 60_000, [(0, -3000, true)], .scanner),
            ("a HEAD 3 seconds after", false, 60_000, [(1, 3000, true)], .scanner),
            ("a HEAD longer ago", false, 60_000, [(0, -3001, true)], .person),
            ("another link at the same moment", false, 60_000, [(1, 0, false)], .scanner),
            ("another link a second later", false, 60_000, [(1, 1000, false)], .scanner),
            ("another link, as fast as somebody can read", false, 60_000, [(1, 1001, false)], .person),
            ("a double click", false, 60_000, [(0, 120, false)], .person),
            ("four in three seconds", false, 60_000, [(0, 900, false), (0, 1800, false), (0, 3000, false)], .person),
            (
                "five in three seconds", false, 60_000,
                [(0, 900, false), (0, 1800, false), (0, -3000, false), (0, 3000, false)], .scanner
            ),
        ] as [(String, Bool, Int64, [Other], Visitor)])
    func table(what: String, isPeek: Bool, age: Int64, others: [Other], expected: Visitor) {
        let hit = Self.hit(isPeek: isPeek, age: age)
        let near = others.map { Self.hit($0.link, after: $0.after, isPeek: $0.isPeek, age: age) }
        #expect(ClickPolicy.visitor(of: hit, among: near, acceptedAt: Self.accepted) == expected, "\(what)")
    }

    @Test("a message of which no acceptance is known was opened by nobody")
    func unknown() {
        #expect(ClickPolicy.visitor(of: Self.hit(age: 60_000), among: [], acceptedAt: nil) == .scanner)
    }
}
