import Testing

@testable import UsherCore

@Suite("Sending decides")
struct SendingStateTests {
    typealias Action = SendingState.Action

    private static var soon: Timestamp { Example.noon.adding(seconds: 60) }

    @Test(
        "claims what there are places for, a hundred at most",
        arguments: [
            (SendingExample.free, 1000, 8), (RelaySlots(connections: 20, atOnce: 40, ahead: 280, all: 320), 1000, 100),
            (SendingExample.free, 3, 3), (RelaySlots(connections: 2, atOnce: 0, ahead: 1, all: 8), 1000, 1),
        ])
    func limit(places: RelaySlots, most: Int, limit: Int) throws {
        var example = try SendingExample()
        #expect(example.next(.began) == .look)
        #expect(example.next(.looked(places, RelaySoon(most: most, atLeast: 1))) == .claim(limit: limit))
    }

    @Test(
        "after a claim: another at once when it was full, else it wakes who waits and rests until the next is due",
        arguments: [(8, Action.again), (7, .wakeWaiting), (0, .wakeWaiting)])
    func afterClaim(handled: Int, expected: Action) throws {
        var example = try SendingExample()
        _ = example.next(.began)
        _ = example.next(.looked(SendingExample.free, SendingExample.fast))
        let batch = ClaimBatch(claimed: [], handled: handled, nextDue: Self.soon)
        // As many connections as there may be are open already.
        example.sending.connectionsWanted = 2
        #expect(example.next(.claimed(batch, connections: 2)) == expected)
        guard expected == .wakeWaiting else { return }
        #expect(example.next(.woken(true)) == .again)
        #expect(example.next(.woken(false)) == .idle(until: Self.soon))
    }

    @Test(
        "a full claim, or one larger than what goes at once, asks for every connection, once",
        arguments: [(Int64(8), 8, true), (5, 5, true), (4, 4, false), (4, 8, true)])
    func widens(claimed: Int64, handled: Int, opens: Bool) throws {
        var example = try SendingExample()
        for (connections, expected) in [(5, opens), (5, opens), (2, opens), (2, false)] {
            _ = example.next(.began)
            example.sending.inFlight = [:]
            example.sending.onTheWay = 0
            _ = example.next(.looked(SendingExample.free, SendingExample.fast))
            let batch = try example.batch(1...claimed, handled: handled)
            let action = example.next(.claimed(batch, connections: connections))
            #expect((action == .open(connections)) == expected, "\(connections)")
            if expected { #expect(example.next(.opened) == (handled == 8 ? .again : .wakeWaiting)) }
        }
    }

    @Test("while messages are under way, waits for a third of the places; with none, one is enough")
    func worthClaiming() throws {
        var example = try SendingExample()
        let few = RelaySlots(connections: 2, atOnce: 1, ahead: 1, all: 8)
        #expect(example.next(.looked(few, SendingExample.fast)) == .claim(limit: 2))
        try example.claim(1...6)
        _ = example.next(.began)
        #expect(example.next(.looked(few, SendingExample.fast)) == .rest)
        #expect(
            example.next(.looked(RelaySlots(connections: 2, atOnce: 2, ahead: 1, all: 9), SendingExample.fast))
                == .claim(limit: 3))
    }

    @Test("without room, opens a connection when something is due, and says since when it waits for one")
    func opens() throws {
        var example = try SendingExample()
        for minute in 0..<2 as Range<Int64> {
            _ = example.next(.began)
            #expect(example.next(.looked(RelaySlots(), SendingExample.fast)) == .findPauses)
            #expect(example.next(.foundPauses([])) == .findDue)
            #expect(example.next(.foundDue(Example.noon)) == .open(1))
            #expect(example.next(.opened) == .wait(until: nil))
            #expect(example.sending.relayWaitsSince == Example.noon)
            example.now = Example.noon.adding(seconds: (minute + 1) * 60)
        }
        try example.claim(1...1)
        #expect(example.sending.relayWaitsSince == nil)
    }

    @Test("without room and nothing due, rests", arguments: [nil, soon])
    func nothingDue(due: Timestamp?) throws {
        var example = try SendingExample()
        _ = example.next(.began)
        _ = example.next(.looked(RelaySlots(), SendingExample.fast))
        _ = example.next(.foundPauses([]))
        #expect(example.next(.foundDue(due)) == .wakeWaiting)
        #expect(example.next(.woken(false)) == .idle(until: due))
    }

    @Test(
        "a paused relay is waited for; a calendar that stands still goes on only when nothing is under way",
        arguments: [(Int64(15), false), (15, true), (nil, false), (nil, true)])
    func paused(minutes: Int64?, isUnderWay: Bool) throws {
        var example = try SendingExample()
        if isUnderWay { try example.claim(1...1) }
        _ = example.next(.began)
        _ = example.next(.looked(SendingExample.free, SendingExample.fast))
        #expect(example.next(.claimed(nil, connections: 2)) == .findPauses)
        let pause = example.pause(minutes: minutes)
        let action = example.next(.foundPauses([example.pause(minutes: 1, scope: .domain("a.example")), pause]))
        if let until = pause.until, !isUnderWay {
            #expect(action == .sitOut(until: until))
        } else {
            #expect(action == .wait(until: pause.until))
        }
    }

    @Test("before the first claim after a pause, looks whether the relay is another one", arguments: [true, false])
    func afterPause(isAnother: Bool) throws {
        var example = try SendingExample()
        _ = example.next(.began)
        _ = example.next(.looked(SendingExample.free, SendingExample.fast))
        _ = example.next(.claimed(nil, connections: 2))
        _ = example.next(.foundPauses([example.pause(minutes: 15)]))
        example.now = example.now.adding(seconds: 900)
        #expect(example.next(.began) == .look)
        #expect(example.next(.looked(SendingExample.free, SendingExample.fast)) == .findPauses)
        #expect(example.next(.foundPauses([])) == .renew)
        #expect(example.next(.renewed(isAnother: isAnother)) == .look)
        #expect(example.next(.looked(SendingExample.free, SendingExample.fast)) == .claim(limit: 8))
    }

    @Test("what is being composed takes its place already")
    func beingComposed() throws {
        var example = try SendingExample()
        _ = example.next(.began)
        _ = example.next(.looked(SendingExample.free, SendingExample.fast))
        _ = example.next(.claimed(try example.batch(1...1), connections: 2))
        for limit in [2, 3] {
            _ = example.next(.began)
            let places = RelaySlots(connections: 1, atOnce: 3, ahead: 0, all: 6)
            #expect(example.next(.looked(places, SendingExample.fast)) == .claim(limit: limit))
            example.sending.arrived(1)
        }
    }

    @Test("what was claimed for an earlier relay takes no place of the next one")
    func earlierRelay() throws {
        var example = try SendingExample()
        try example.claim(1...8)
        example.sending.relayMayDiffer = true
        _ = example.next(.began)
        #expect(example.next(.looked(SendingExample.free, SendingExample.fast)) == .findPauses)
        #expect(example.next(.foundPauses([])) == .renew)
        _ = example.next(.renewed(isAnother: true))
        #expect(example.next(.looked(SendingExample.free, SendingExample.fast)) == .claim(limit: 8))
    }

    @Test("a pause that the store could not take holds all the same, and is written when it can be")
    func unrecordedPause() throws {
        var example = try SendingExample()
        example.sending.note(.connectionRefused, at: example.now)
        let first = example.sending.pauseToWrite()
        let pause = try #require(first)
        #expect(example.sending.pauseToWrite() == nil)
        example.sending.couldNotWriteDown(.busy)
        #expect(example.sending.takeNotes() == [.paused(pause), .recordingStopped(.busy)])
        _ = example.next(.began)
        #expect(example.next(.looked(SendingExample.free, SendingExample.fast)) == .findPauses)
        #expect(example.next(.foundPauses([])) == (pause.until.map { .sitOut(until: $0) } ?? .wait(until: nil)))
        #expect(example.sending.pauseToWrite() == pause)
        example.sending.wroteDown()
        #expect(example.sending.pauseToWrite() == nil)
    }

    @Test("attempts that fail are one trouble through all their pauses, until a message gets an answer or none is due")
    func failing() throws {
        var example = try SendingExample()
        let none = RelaySlots(connections: 0, atOnce: 0, ahead: 0, all: 0)
        let began = example.now
        for _ in 1...8 {
            example.sending.note(.connectionRefused, at: example.now)
            let written = example.sending.pauseToWrite()
            let pause = try #require(written)
            example.sending.wroteDown()
            _ = example.next(.began)
            #expect(example.next(.looked(none, SendingExample.fast)) == .findPauses)
            #expect(example.next(.foundPauses([pause])) == pause.until.map { .sitOut(until: $0) })
            // It is tried again as soon as the pause is over.
            example.now = try #require(pause.until).adding(milliseconds: 1)
            _ = example.next(.began)
            #expect(example.next(.looked(none, SendingExample.fast)) == .findPauses)
            _ = example.next(.foundPauses([]))
            #expect(example.sending.relayFailsSince == began)
        }
        #expect(example.now.since(began) > 10 * 60_000)
        var answered = example
        try answered.claim(1...1)
        _ = answered.answer(1...1, .notStarted)
        #expect(answered.sending.relayFailsSince == began)
        _ = answered.answer(1...1, SendingExample.accepted)
        #expect(answered.sending.relayFailsSince == nil)
        var idle = example
        _ = idle.next(.began)
        _ = idle.next(.looked(none, SendingExample.fast))
        _ = idle.next(.foundPauses([]))
        _ = idle.next(.foundDue(nil))
        #expect(idle.sending.relayFailsSince == nil)
    }

    @Test("what could not be recorded is recorded before anything new is claimed, and nothing twice")
    func unrecorded() throws {
        var example = try SendingExample()
        try example.claim(1...3)
        let first = example.sending.beginRecording(example.answer(1...2, SendingExample.accepted).settlements)
        example.sending.notRecorded(first, .busy)
        #expect(example.next(.began) == .record)
        let again = example.sending.beginRecording([])
        #expect(again == first)
        // Meanwhile another round waits for that.
        #expect(example.next(.began) == .wait(until: nil))
        example.sending.notRecorded(again, .busy)
        #expect(example.next(.recorded) == .wait(until: nil))
        let last = example.sending.beginRecording(example.answer(3...3, SendingExample.accepted).settlements)
        #expect(last.map(\.delivery) == [1, 2, 3].map { DeliveryID($0) })
        let held = [DeliveryID(1): true, DeliveryID(2): false, DeliveryID(3): true]
        #expect(
            example.sending.recorded(last, held: held).map(\.settlement.delivery) == [DeliveryID(1), DeliveryID(3)])
        #expect(example.sending.inFlight.isEmpty && example.next(.recorded) == .again)
    }

    @Test(
        "trouble of the store is said once and waited for; damage ends the enrollment",
        arguments: [
            (StoreError.busy, false), (.cannotRecord("no room"), false), (.corrupt("torn"), true),
            (.cannotOpen("gone"), true),
        ])
    func storeTrouble(error: StoreError, ends: Bool) throws {
        var example = try SendingExample()
        for expected in [[SendingState.Note.recordingStopped(error)], []] {
            _ = example.next(.began)
            #expect(example.next(.failed(error)) == (ends ? .rest : .wait(until: nil)))
            #expect(example.sending.takeNotes() == expected)
        }
        #expect(example.sending.isStopping == ends && example.sending.damage == (ends ? error : nil))
        guard !ends else { return }
        _ = example.next(.looked(SendingExample.free, SendingExample.fast))
        _ = example.next(.claimed(try example.batch(1...1), connections: 2))
        #expect(example.sending.takeNotes() == [.recordingBack])
    }

    @Test("no claim follows a stop, in the middle of a round either; what a claim under way brings is sent")
    func stops() throws {
        let events: [SendingState.Event] = [
            .began, .looked(SendingExample.free, SendingExample.fast), .foundPauses([]), .renewed(isAnother: true),
            .opened, .foundDue(Example.noon), .woken(true), .recorded, .claimed(nil, connections: 2),
        ]
        for event in events {
            var example = try SendingExample()
            example.sending.stop()
            #expect(example.next(event) == .rest)
        }
        var example = try SendingExample()
        _ = example.next(.began)
        _ = example.next(.looked(SendingExample.free, SendingExample.fast))
        example.sending.stop()
        #expect(example.next(.claimed(try example.batch(1...2), connections: 2)) == .rest)
        #expect(example.answer(1...2, SendingExample.accepted).settlements.count == 2)
    }

    @Test("what was not started goes back, or is settled as a retry; a second answer means nothing")
    func answers() throws {
        var example = try SendingExample()
        try example.claim(1...2)
        #expect(example.answer(1...2, .notStarted).untouched == [DeliveryID(1), DeliveryID(2)])
        let retries = example.sending.retries([DeliveryID(1)], plan: example.plan, at: example.now)
        #expect(retries.map(\.delivery) == [DeliveryID(1)])
        example.sending.gaveBack([DeliveryID(1), DeliveryID(2)])
        #expect(example.answer(1...2, SendingExample.accepted) == SendingState.Answers())
        #expect(example.sending.retries([DeliveryID(1)], plan: example.plan, at: example.now) == [])
    }

    @Test("silence is said once, until something is heard")
    func silence() throws {
        var example = try SendingExample()
        for (answers, expected) in [
            (false, [SendingState.Note.relaySilent]), (false, []), (true, []), (false, [.relaySilent]),
        ] {
            example.sending.relayAnswers(answers)
            #expect(example.sending.takeNotes() == expected)
        }
    }

    @Test(
        "outcomes of less than a third of what is under way may wait for more",
        arguments: [(0, false), (1, true), (2, true), (3, false)])
    func few(outcomes: Int, areFew: Bool) throws {
        var example = try SendingExample()
        try example.claim(1...8)
        #expect(example.sending.areFew(outcomes) == areFew)
        example.sending.stop()
        #expect(!example.sending.areFew(outcomes))
    }

    @Test("a mistake pauses what it is about, unless that waits for somebody already")
    func mistakes() throws {
        var example = try SendingExample()
        let scope = PauseScope.campaign(Example.campaignID)
        let mistake = Mistake(kind: .bounces(of: 40), scope: scope, people: 9, domains: 9, example: DeliveryID(1))
        for (pauses, isPaused) in [
            ([example.pause(minutes: nil, scope: scope)], false), ([example.pause(minutes: 5, scope: scope)], true),
            ([example.pause(minutes: nil)], true), ([], true),
        ] {
            example.sending.weigh(mistake, pauses: pauses, at: example.now)
            #expect(!example.sending.takeNotes().isEmpty == isPaused)
        }
    }
}
