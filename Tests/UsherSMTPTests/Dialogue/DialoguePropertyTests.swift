import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

@Suite("The dialogue, whatever happens")
struct DialoguePropertyTests {
    /// Drives a dialogue with random events and checks what must always hold.
    struct Driver {
        var dialogue: Dialogue
        var random: SeededGenerator
        var next: Int64 = 0
        var open: Set<DeliveryID> = []
        /// What was written and not yet answered.
        var unanswered: [Dialogue.Awaited] = []
        var refused: Set<DeliveryID> = []
        var bodies: Set<DeliveryID> = []
        var dotted: Set<DeliveryID> = []
        var writing: DeliveryID?
        var isClosed = false
        var faults: [String] = []

        init(seed: UInt64) {
            random = SeededGenerator(seed: seed)
            var capabilities = RelayCapabilities()
            capabilities.pipelining = Bool.random(using: &random)
            capabilities.sizeLimit = Bool.random(using: &random) ? 500 : nil
            dialogue = Dialogue(
                capabilities: capabilities, pipelining: .offered, limit: Int.random(in: 1...8, using: &random))
        }

        mutating func run() {
            for _ in 0..<400 where !isClosed { step() }
            if !isClosed { handle(.closed(.closed)) }
            if !open.isEmpty { faults.append("no outcome for \(open)") }
        }

        private mutating func step() {
            let dice = Int.random(in: 0..<100, using: &random)
            if writing != nil, dice < 60 { return handle(dice < 3 ? .stopped(.withdrawn) : .bodyWritten) }
            switch dice {
            case 0..<30 where dialogue.room > 0: offer()
            case 0..<90 where !unanswered.isEmpty: handle(.reply(answer()))
            case 96: handle(.drain)
            case 97: handle(.deadline)
            case 98: handle(.lockStep)
            case 99: handle(Bool.random(using: &random) ? .closed(.closed) : .malformed(.garbage))
            default: break
            }
        }

        private mutating func offer() {
            next += 1
            open.insert(DeliveryID(next))
            handle(
                .offered(
                    Dialogue.Offer(
                        delivery: DeliveryID(next), size: Int.random(in: 1...600, using: &random),
                        needsSMTPUTF8: Int.random(in: 0..<10, using: &random) == 0, afterIdle: false)))
        }

        private mutating func answer() -> Reply {
            let command = unanswered[0]
            if Int.random(in: 0..<4, using: &random) == 0 {
                return Reply(code: [421, 450, 503, 550, 354, 250].randomElement(using: &random) ?? 550)
            }
            return Reply(code: command == .data ? 354 : command == .quit ? 221 : 250)
        }

        private mutating func handle(_ event: Dialogue.Event) {
            if case .reply(let reply) = event, writing == nil || unanswered.first != .dot { note(reply) }
            if event == .bodyWritten { writing.map { _ = dotted.insert($0) } }
            if event == .bodyWritten || event.isStop { writing = nil }
            var actions: [Dialogue.Action] = []
            dialogue.handle(event, &actions)
            for action in actions { check(action) }
            if dialogue.messages.count > Dialogue.capacity { faults.append("holds too many") }
        }

        private mutating func note(_ reply: Reply) {
            let command = unanswered.removeFirst()
            let opened = dialogue.messages.first { $0.stage == .opened }
            if reply.code >= 400, [.mail, .rcpt, .data].contains(command), let opened {
                refused.insert(opened.offer.delivery)
            }
        }

        private mutating func check(_ action: Dialogue.Action) {
            if isClosed { faults.append("\(action) after close") }
            switch action {
            case .write(let command): unanswered.append(awaited(command))
            case .writeBody(let delivery):
                if refused.contains(delivery) { faults.append("a body after a refusal") }
                if !bodies.insert(delivery).inserted { faults.append("a body twice") }
                if writing != nil { faults.append("a body inside a body") }
                writing = delivery
                unanswered.append(.dot)
            case .outcome(let delivery, let outcome):
                if open.remove(delivery) == nil { faults.append("a second outcome for \(delivery)") }
                check(delivery, outcome)
            case .close: isClosed = true
            case .deadline, .lockStep: break
            }
        }

        private mutating func check(_ delivery: DeliveryID, _ outcome: AttemptOutcome) {
            switch outcome {
            case .accepted, .lost(.dot, _, _, _):
                if !dotted.contains(delivery) { faults.append("\(outcome) before the dot") }
            case .notStarted, .unsendable:
                if dotted.contains(delivery) { faults.append("\(outcome) after the dot") }
            default: break
            }
        }

        private func awaited(_ command: Dialogue.Command) -> Dialogue.Awaited {
            switch command {
            case .mail: .mail
            case .rcpt: .rcpt
            case .data: .data
            case .dot: .loneDot
            case .rset: .rset
            case .quit: .quit
            }
        }
    }

    @Test("gives each message one outcome, never a body after a refusal, doubt only after a dot")
    func invariants() {
        for seed in UInt64(1)...3000 {
            var driver = Driver(seed: seed)
            driver.run()
            #expect(driver.faults.isEmpty, "seed \(seed)")
        }
    }
}
