import Testing

@testable import UsherCore

@Suite("What claims a change of stage")
struct AttributionTests {
    private func promoter(
        at stage: Stage = .advocate, enrollments: [Enrollment] = [], byCode: Bool
    ) throws -> Promoter {
        Promoter(contact: try Shop.person(2, at: stage), enrollments: enrollments, byCode: byCode)
    }

    private static let promoting = EnrollmentID(9)

    /// What stands for the promoter in a row.
    enum Friend: Hashable, Sendable { case named, code, namedAndRunning, codeAndRunning, namedAndWaiting }

    @Test(
        "recommended LISTENER --by FRIEND: the listener to aware, the friend to promote",
        arguments: [
            (Friend.named, Transition.Cause.accident(event: "recommended"), .accident(event: "recommended")),
            (.code, .code(promoter: ContactID(2)), .code(promoter: ContactID(2))),
            (.namedAndRunning, .enrollment(promoting, Shop.promote), .enrollment(promoting, Shop.promote)),
            (.codeAndRunning, .code(promoter: ContactID(2)), .enrollment(promoting, Shop.promote)),
            (.namedAndWaiting, .accident(event: "recommended"), .accident(event: "recommended")),
        ] as [(Friend, Transition.Cause, Transition.Cause)])
    func recommended(friend: Friend, listener: Transition.Cause, friends: Transition.Cause) throws {
        var enrollment = Shop.enrollment(Shop.promote, id: 9, friend == .namedAndWaiting ? .waiting : .active)
        enrollment.contact = ContactID(2)
        let isRunning = friend != .named && friend != .code
        let byCode = friend == .code || friend == .codeAndRunning
        let moves = try Shop().consequences(
            "recommended", at: nil, by: try promoter(enrollments: isRunning ? [enrollment] : [], byCode: byCode)
        ).moves
        #expect(
            moves == [
                Transition(contact: ContactID(1), from: nil, to: .aware, at: Shop.now, cause: listener),
                Transition(contact: ContactID(2), from: .advocate, to: .promote, at: Shop.now, cause: friends),
            ])
    }

    /// An enrollment of `welcome` (goal: purchased, within 21 days) and who claims a purchase.
    @Test(
        "an enrollment claims its goal while it is active, and after its end until the goal's time is over",
        arguments: [
            (Enrollment.State.active, nil, 1, nil, true),
            (.active, nil, 21, nil, true),
            (.active, nil, 22, nil, false),
            (.ended, Enrollment.EndReason.finished, 20, 10, true),
            (.ended, .replaced, 20, 19, true),
            (.ended, .suppressed, 20, 19, true),
            (.ended, .finished, 22, 1, false),
            (.ended, .goalReached, 5, 1, false),
            (.waiting, nil, 1, nil, false),
            (.heldOut, nil, 1, nil, false),
        ] as [(Enrollment.State, Enrollment.EndReason?, Int64, Int64?, Bool)])
    func enrollments(
        state: Enrollment.State, reason: Enrollment.EndReason?, days: Int64, ended: Int64?, claims: Bool
    ) throws {
        let enrollment = Shop.enrollment(Shop.welcome, state, reason, days: days, endedDaysAgo: ended)
        let moves = try Shop().consequences("purchased", at: .subscribe, enrollments: [enrollment]).moves
        #expect(
            moves.map(\.cause)
                == [claims ? .enrollment(EnrollmentID(5), Shop.welcome) : .accident(event: "purchased")])
    }

    @Test("an enrollment that ended before its turn came claims nothing")
    func withoutTurn() throws {
        var enrollment = Shop.enrollment(Shop.welcome, .ended, .suppressed, days: 5, endedDaysAgo: 4)
        enrollment.hadItsTurn = false
        let moves = try Shop().consequences("purchased", at: .subscribe, enrollments: [enrollment]).moves
        #expect(moves.map(\.cause) == [.accident(event: "purchased")])
    }

    @Test(
        "without `within`, a goal is the enrollment's until 7 days after its end",
        arguments: [(7, true), (8, false)] as [(Int64, Bool)])
    func sevenDays(ended: Int64, claims: Bool) throws {
        let enrollment = Shop.enrollment(Shop.rescue, .ended, .finished, days: 60, endedDaysAgo: ended)
        let moves = try Shop().consequences("purchased", at: .subscribe, enrollments: [enrollment]).moves
        #expect(moves.map(\.cause.isIntended) == [claims])
    }

    @Test(
        "the event's own time counts: before the entry it is no enrollment's doing, and told late it still is",
        arguments: [(3, false), (2, true), (0, true)] as [(Int64, Bool)])
    func late(daysAgo: Int64, claims: Bool) throws {
        let enrollment = Shop.enrollment(Shop.welcome, days: 2)
        let moves = try Shop().consequences("purchased", at: .subscribe, enrollments: [enrollment], daysAgo: daysAgo)
            .moves
        #expect(moves.map(\.cause.isIntended) == [claims])
        let old = Shop.enrollment(Shop.welcome, .ended, .finished, days: 30, endedDaysAgo: 20)
        let told = try Shop().consequences("purchased", at: .subscribe, enrollments: [old], daysAgo: 10).moves
        #expect(told.map(\.cause) == [.enrollment(EnrollmentID(5), Shop.welcome)])
    }

    @Test("the active enrollment goes before the ended one, the newer before the older")
    func several() throws {
        let ended = Shop.enrollment(Shop.welcome, id: 1, .ended, .finished, days: 2, endedDaysAgo: 1)
        let older = Shop.enrollment(Shop.rescue, id: 2, days: 9)
        let newer = Shop.enrollment(Shop.rescue, id: 3, key: "b", days: 8)
        let moves = try Shop().consequences("purchased", at: .subscribe, enrollments: [older, newer, ended]).moves
        #expect(moves.map(\.cause) == [.enrollment(EnrollmentID(3), Shop.rescue)])
    }

    @Test(
        "a link claims the stage that its campaign moves people to, and no other",
        arguments: [
            ("visited", nil, "fair", Transition.Cause.link(Shop.fair)),
            ("visited", nil, "welcome", .accident(event: "visited")),
            ("signed_up", .aware, "fair", .accident(event: "signed_up")),
            ("purchased", .aware, "welcome", .link(Shop.welcome)),
        ] as [(String, Stage?, String, Transition.Cause)])
    func links(event: String, stage: Stage?, campaign: String, cause: Transition.Cause) throws {
        let moves = try Shop().consequences(event, at: stage, campaign: campaign).moves
        #expect(moves.map(\.cause) == [cause])
    }

    @Test("run before link, link before code")
    func order() throws {
        let shop = try Shop()
        let byCode = try promoter(byCode: true)
        let enrollment = Shop.enrollment(Shop.welcome)
        let all = try shop.consequences(
            "purchased", at: .subscribe, enrollments: [enrollment], campaign: "rescue", by: byCode
        ).moves
        #expect(all.first?.cause == .enrollment(EnrollmentID(5), Shop.welcome))
        let two = try shop.consequences("purchased", at: .subscribe, campaign: "rescue", by: byCode).moves
        #expect(two.first?.cause == .link(Shop.rescue))
        let one = try shop.consequences("purchased", at: .subscribe, by: byCode).moves
        #expect(one.first?.cause == .code(promoter: ContactID(2)))
    }

    @Test("an event may skip stages in one transition, claimed or not")
    func skips() throws {
        let enrollment = Shop.enrollment(Shop.welcome)
        let claimed = try Shop().consequences("purchased", at: .aware, enrollments: [enrollment]).moves
        #expect(claimed.map { "\($0.from?.rawValue ?? "-") \($0.to)" } == ["aware convert"])
        #expect(claimed.map(\.cause.isIntended) == [true])
        let accident = try Shop().consequences("review_given", at: nil).moves
        #expect(accident.map { "\($0.from?.rawValue ?? "-") \($0.to)" } == ["- advocate"])
        #expect(accident.map(\.cause) == [.accident(event: "review_given")])
    }

    @Test("an event that reaches the contact's stage or one before it moves nobody", arguments: Stage.allCases)
    func neverBack(stage: Stage) throws {
        let moves = try Shop().consequences("purchased", at: stage).moves
        #expect(moves.isEmpty == (stage >= .convert))
        let promoted = try Shop().consequences("recommended", at: stage, by: promoter(at: .promote, byCode: true)).moves
        #expect(promoted.isEmpty)
    }

    @Test("a move is dated when the event happened, and never before the move before it")
    func dated() throws {
        let since = Shop.now.adding(milliseconds: -2 * Shop.day)
        for (daysAgo, expected) in [(1, 1), (2, 2), (5, 2)] as [(Int64, Int64)] {
            let moves = try Shop().consequences("purchased", at: .subscribe, daysAgo: daysAgo) { $0.stageSince = since }
                .moves
            #expect(moves.map(\.at) == [Shop.now.adding(milliseconds: -expected * Shop.day)])
        }
        // A clock that runs a little ahead tells of now; one that runs far ahead is not believed.
        let ahead = try Shop().consequences("purchased", at: .subscribe, secondsAhead: 240).moves
        #expect(ahead.map(\.at) == [Shop.now])
        #expect(try Shop().consequences("purchased", at: .subscribe, secondsAhead: 400).isEmpty)
    }
}
