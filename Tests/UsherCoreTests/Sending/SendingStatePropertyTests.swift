import TestSupport
import Testing

@testable import UsherCore

@Suite("Sending, whatever happens in whatever order")
struct SendingStatePropertyTests {
    enum Sight: CaseIterable { case recorded, notRecorded, givenBack, notComposed, anotherRelay, stopDuringClaim }

    /// Carries a state's actions out over a store and a relay that are only lists, with answers, recording, trouble,
    /// renewals and a stop in between, and checks what must always hold.
    struct Driver {
        var example: SendingExample
        var random: SeededGenerator
        /// What the round does; nil between rounds.
        var action: SendingState.Action?
        var queue: [Int64] = Array(1...60)
        /// Claimed in the store and not recorded or given back.
        var claimed: Set<DeliveryID> = []
        var composing: [Int64] = []
        var atRelay: [Int64] = []
        var recording: [[Settlement]] = []
        var recorded: Set<DeliveryID> = []
        var pauses: [Pause] = []
        var isRelayNew = true
        /// Claimed for the relay in use.
        var here: Set<DeliveryID> = []
        var faults: [String] = []
        /// What came to pass, so that nothing is shown of what never did.
        var seen: Set<Sight> = []

        init(seed: UInt64) throws {
            example = try SendingExample()
            random = SeededGenerator(seed: seed)
        }

        mutating func run() throws {
            for _ in 0..<600 { try act() }
            example.sending.stop()
            while action != nil { try advance() }
            // Each of these has an end; what is left then was forgotten.
            for _ in 0..<1000 where !composing.isEmpty { compose() }
            for _ in 0..<1000 where !atRelay.isEmpty { answer() }
            for _ in 0..<1000 where !recording.isEmpty { record(fails: false) }
            if !example.sending.unsettled.isEmpty {
                recording.append(example.sending.beginRecording([]))
                record(fails: false)
            }
            let state = example.sending
            if !state.inFlight.isEmpty || !claimed.isEmpty || state.onTheWay != 0 || !state.unsettled.isEmpty {
                faults.append("claimed and forgotten: \(claimed)")
            }
        }

        private mutating func act() throws {
            example.now = example.now.adding(milliseconds: Int64.random(in: 0...20_000, using: &random))
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<45: try advance()
            case 45..<60: compose()
            case 60..<78: answer()
            case 78..<90: record(fails: Int.random(in: 0..<5, using: &random) == 0)
            case 90: example.sending.note(.connectionRefused, at: example.now)
            case 91: example.sending.relayMayDiffer = true
            case 92: pauses = []
            case 93 where Int.random(in: 0..<20, using: &random) == 0: example.sending.stop()
            default: writePause()
            }
            check()
        }

        private mutating func check() {
            let known = Set(example.sending.inFlight.keys)
            if known != claimed { faults.append("knows \(known.count) of \(claimed.count) claims") }
        }

        /// One action of a round.
        private mutating func advance() throws {
            let before = action
            let event = try before.map { try outcome(of: $0) } ?? .began
            let next = example.next(event)
            if example.sending.isStopping {
                if next != .rest { faults.append("\(next) after the stop") }
                if case .claimed(.some, _) = event { seen.insert(.stopDuringClaim) }
            }
            switch next {
            case .again, .rest, .wait: action = nil
            case .idle, .sitOut:
                if !claimed.isEmpty { faults.append("\(next) while messages are under way") }
                action = nil
            default: action = next
            }
        }

        private mutating func outcome(of action: SendingState.Action) throws -> SendingState.Event {
            if Int.random(in: 0..<30, using: &random) == 0, action != .look, action != .record { return .failed(.busy) }
            switch action {
            case .look: return .looked(places, RelaySoon(most: 12, atLeast: 1))
            case .findPauses: return .foundPauses(pauses)
            case .renew:
                let isAnother = Bool.random(using: &random)
                if isAnother {
                    here = []
                    seen.insert(.anotherRelay)
                }
                return .renewed(isAnother: isAnother)
            case .claim(let limit): return try claim(limit)
            case .findDue: return .foundDue(queue.isEmpty ? nil : example.now)
            case .wakeWaiting: return .woken(Int.random(in: 0..<10, using: &random) == 0)
            case .record:
                recording.append(example.sending.beginRecording([]))
                record(fails: Bool.random(using: &random))
                return .recorded
            case .open, .idle, .sitOut, .again, .wait, .rest: return .opened
            }
        }

        /// Of a relay with two connections and a line of four.
        private var places: RelaySlots {
            let held = atRelay.count { here.contains(DeliveryID($0)) }
            return RelaySlots(
                connections: 2, atOnce: max(0, 4 - held), ahead: max(0, min(4, 8 - held)), all: 8)
        }

        private mutating func claim(_ limit: Int) throws -> SendingState.Event {
            if pauses.contains(where: { $0.isInForce(at: example.now) }) { return .claimed(nil, connections: 2) }
            if here.count + limit > 8 { faults.append("claims \(limit) beside \(here.count)") }
            let numbers = queue.prefix(limit)
            queue.removeFirst(numbers.count)
            for number in numbers {
                claimed.insert(DeliveryID(number))
                here.insert(DeliveryID(number))
            }
            composing += numbers
            return .claimed(
                ClaimBatch(
                    claimed: try numbers.map { try example.claimed($0) }, handled: numbers.count,
                    nextDue: queue.isEmpty ? nil : example.now), connections: 2)
        }

        private mutating func compose() {
            guard !composing.isEmpty else { return }
            let number = composing.removeFirst()
            // Not before its claim is known.
            guard example.sending.inFlight[DeliveryID(number)] != nil else { return composing.insert(number, at: 0) }
            example.sending.arrived(1)
            guard Int.random(in: 0..<20, using: &random) == 0, let flight = example.sending.inFlight[DeliveryID(number)]
            else { return atRelay.append(number) }
            seen.insert(.notComposed)
            let failures = [(claimed: flight.claimed, words: "no such key")]
            let settlements = example.sending.notComposed(failures, plan: example.plan, at: example.now)
            recording.append(example.sending.beginRecording(settlements))
        }

        private mutating func answer() {
            guard let number = atRelay.randomElement(using: &random) else { return }
            atRelay.removeAll { $0 == number }
            let outcomes: [AttemptOutcome] = [
                SendingExample.accepted, SendingExample.accepted, .notStarted,
                .refused(.rcpt, Reply(code: 450)), .lost(.dot, .closed, reply: nil, reused: false),
            ]
            let outcome = outcomes.randomElement(using: &random) ?? .notStarted
            var answers = example.answer(number...number, outcome)
            if answers.untouched.count + answers.settlements.count != 1 { faults.append("no answer to \(number)") }
            if Bool.random(using: &random) {
                answers.settlements += example.sending.retries(answers.untouched, plan: example.plan, at: example.now)
            } else {
                example.sending.gaveBack(answers.untouched)
                for delivery in answers.untouched { end(delivery) }
                if !answers.untouched.isEmpty { seen.insert(.givenBack) }
            }
            if !answers.settlements.isEmpty { recording.append(example.sending.beginRecording(answers.settlements)) }
        }

        private mutating func record(fails: Bool) {
            guard let index = recording.indices.randomElement(using: &random) else { return }
            let settlements = recording.remove(at: index)
            if fails {
                seen.insert(.notRecorded)
                return example.sending.notRecorded(settlements, .busy)
            }
            let held = Dictionary(settlements.map { ($0.delivery, true) }, uniquingKeysWith: { _, _ in false })
            for (flight, _) in example.sending.recorded(settlements, held: held) {
                if !recorded.insert(flight.claimed.delivery).inserted { faults.append("recorded twice") }
                seen.insert(.recorded)
                end(flight.claimed.delivery)
            }
        }

        private mutating func end(_ delivery: DeliveryID) {
            claimed.remove(delivery)
            here.remove(delivery)
        }

        private mutating func writePause() {
            guard let pause = example.sending.pauseToWrite() else { return }
            if Bool.random(using: &random) { return example.sending.couldNotWriteDown(.busy) }
            pauses.append(pause)
            example.sending.wroteDown()
        }
    }

    @Test("claims no more than there are places, forgets no claim, records each once, and claims nothing after a stop")
    func invariants() throws {
        var seen: Set<Sight> = []
        for seed in UInt64(1)...400 {
            var driver = try Driver(seed: seed)
            try driver.run()
            #expect(driver.faults.isEmpty, "seed \(seed)")
            seen.formUnion(driver.seen)
        }
        #expect(seen == Set(Sight.allCases))
    }
}
