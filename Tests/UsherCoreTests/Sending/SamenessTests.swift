import Testing
import UsherCore

@Suite("One refusal for many")
struct SamenessTests {
    private static let one = StepID(1)
    private static let two = StepID(2)

    private static func refused(_ number: Int, _ domain: String? = nil, step: StepID? = one) -> Sameness.Refused {
        Sameness.Refused(
            contact: ContactID(Int64(number)), domain: domain ?? "d\(number).example", step: step, number: number,
            numberOfStep: number)
    }

    private static func facts(
        _ refused: [Sameness.Refused], attempts: Int, before: Int = 0, steps: [StepID: Sameness.Window] = [:],
        passing: Set<StepID> = [], accepted: Bool = false, known: Bool = false
    ) -> Sameness.Facts {
        Sameness.Facts(
            refused: refused, attempts: attempts, before: before, steps: steps, othersPass: passing,
            isPassing: accepted, isKnown: known)
    }

    static let rows: [(String, Sameness.Facts, Sameness.Finding?)] = [
        ("nobody", facts([], attempts: 20), nil),
        ("three of five, and others go out", facts((1...3).map { refused($0) }, attempts: 5, accepted: true), nil),
        ("three, and four under way", facts((1...3).map { refused($0) }, attempts: 7), nil),
        ("ten, and others go out", facts((1...10).map { refused($0) }, attempts: 20, accepted: true), .sender),
        (
            "all of one step but one that went out, while others go out",
            facts(
                (1...3).map { refused($0) }, attempts: 20,
                steps: [one: Sameness.Window(attempts: 4, before: 0, isPassing: true)], passing: [one]), nil
        ),
        ("two people", facts((1...2).map { refused($0) }, attempts: 2), nil),
        ("three people in three domains, and nobody else", facts((1...3).map { refused($0) }, attempts: 3), .sender),
        ("three people in two domains", facts([refused(1), refused(2), refused(3, "d1.example")], attempts: 3), nil),
        ("ten people in one domain", facts((1...10).map { refused($0, "a.example") }, attempts: 10), nil),
        (
            "one person three times",
            facts(
                (1...3).map { number in
                    var one = refused(number)
                    one.contact = ContactID(7)
                    return one
                }, attempts: 3), nil
        ),
        ("ten of twenty", facts((1...10).map { refused($0) }, attempts: 20), .sender),
        ("nine of twenty", facts((1...9).map { refused($0) }, attempts: 20), nil),
        ("ten, of which five are older", facts((1...10).map { refused($0) }, attempts: 20, before: 5), nil),
        ("one that is known", facts([refused(31)], attempts: 1, before: 30, known: true), .sender),
        ("none since it is known", facts([refused(30)], attempts: 1, before: 30, known: true), nil),
        (
            "one step's while others go out",
            facts((1...10).map { refused($0) }, attempts: 20, passing: [one]), .step(one)
        ),
        (
            "two steps' while others go out",
            facts((1...10).map { refused($0, step: $0 > 5 ? two : one) }, attempts: 20, passing: [one, two]), .sender
        ),
        ("notices", facts((1...3).map { refused($0, step: nil) }, attempts: 3), .sender),
        (
            "few of all and all of one step, while others go out",
            facts(
                (1...3).map { refused($0) }, attempts: 20, steps: [one: Sameness.Window(attempts: 4, before: 0)],
                passing: [one]), .step(one)
        ),
        (
            "few of all and all of one step, and nothing goes out",
            facts((1...3).map { refused($0) }, attempts: 20, steps: [one: Sameness.Window(attempts: 4, before: 0)]), nil
        ),
        (
            "few of one step",
            facts(
                (1...3).map { refused($0) }, attempts: 20, steps: [one: Sameness.Window(attempts: 20, before: 0)],
                passing: [one]), nil
        ),
    ]

    @Test("is about the sender, about a message, or nobody knows", arguments: rows)
    func finding(_ what: String, _ facts: Sameness.Facts, _ finding: Sameness.Finding?) {
        #expect(Sameness.finding(facts) == finding, "\(what)")
    }

    @Test("whatever the words: a relay that takes nothing, or three domains' blocks that are half of the mail")
    func everybody() {
        let rows: [(String, Refusing.Facts, Bool)] = [
            ("nine in a row", .init(inARow: 9, attempts: 9), false),
            ("ten in a row", .init(inARow: 10, attempts: 10), true),
            ("ten in a row after ten that went out", .init(inARow: 10, attempts: 20, isPassing: true), true),
            (
                "three odd domains of thirty", .init(inARow: 1, blocks: 3, domains: 3, attempts: 20, isPassing: true),
                false
            ),
            ("three odd domains, first of many", .init(inARow: 3, blocks: 3, domains: 3, attempts: 20), false),
            ("three domains and nothing else", .init(inARow: 3, blocks: 3, domains: 3, attempts: 3), true),
            (
                "ten blocks of three domains", .init(inARow: 1, blocks: 10, domains: 3, attempts: 20, isPassing: true),
                true
            ),
            (
                "ten blocks of two domains", .init(inARow: 1, blocks: 10, domains: 2, attempts: 20, isPassing: true),
                false
            ),
            ("one, and it is known", .init(inARow: 1, attempts: 1, isKnown: true), true),
        ]
        for (what, facts, pauses) in rows { #expect(Refusing.everybody(facts) == pauses, "\(what)") }
    }

    @Test("plain evidence that everybody gets in the same words is about the sender")
    func contradiction() {
        let ten = (1...10).map { Self.refused($0) }
        #expect(Sameness.contradicts(ten, isPassing: false))
        #expect(!Sameness.contradicts(ten, isPassing: true))
        #expect(!Sameness.contradicts(Array(ten.dropLast()), isPassing: false))
        #expect(!Sameness.contradicts((1...10).map { Self.refused($0, "d\($0 % 2).example") }, isPassing: false))
        #expect(!Sameness.contradicts(Array(ten.dropLast()) + [ten[0]], isPassing: false))
    }

    @Test(
        "a bad list: more than one in twenty, and at least ten",
        arguments: [
            (9, 9, false), (10, 10, true), (10, 199, true), (10, 200, false), (25, 500, false), (26, 500, true),
        ])
    func bounces(_ bounced: Int, _ attempts: Int, _ trips: Bool) {
        #expect(BounceBreaker.trips(bounced: bounced, attempts: attempts) == trips)
    }

    @Test(
        "a second refusal counts like a bounce on another day, with no delivery between",
        arguments: [
            (nil, nil, 100, false), (10, nil, 11, false), (10, nil, 26, true), (10, 12, 40, false), (12, 10, 40, true),
            // Over midnight: one bad night is one refusal.
            (23, nil, 25, false), (23, nil, 29, true), (1, nil, 23, false), (10, 10, 40, false),
        ] as [(Int64?, Int64?, Int64, Bool)])
    func second(_ earlier: Int64?, _ delivered: Int64?, _ now: Int64, _ counts: Bool) {
        func at(_ hours: Int64) -> Timestamp { Timestamp(seconds: 1_800_057_600 + hours * 3600) }
        #expect(
            SecondRefusal.countsLikeBounce(earlier: earlier.map(at), delivered: delivered.map(at), now: at(now))
                == counts)
    }
}
