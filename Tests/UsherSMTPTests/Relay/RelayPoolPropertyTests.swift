import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

@Suite("The relay's pool, whatever happens")
struct RelayPoolPropertyTests {
    /// Drives a pool with random events over connections that are only numbers, and checks what must always hold.
    struct Driver {
        var pool: RelayPool
        var random: SeededGenerator
        var now: UInt64 = 1_000_000_000
        /// Attempts under way.
        var attempts: Set<Int> = []
        var waits: Set<Int> = []
        /// What each open connection holds.
        var held: [Int: [DeliveryID]] = [:]
        var draining: Set<Int> = []
        var isDue = false
        var nextMessage: Int64 = 0
        var unanswered: Set<DeliveryID> = []
        var hasEnded = false
        var isGone = false
        var faults: [String] = []
        let recipient: EmailAddress

        init(seed: UInt64) throws {
            recipient = try EmailAddress("ada@example.org")
            random = SeededGenerator(seed: seed)
            pool = RelayPool(
                limits: RelayPool.Limits(connections: Int.random(in: 1...4, using: &random), patience: 10))
        }

        mutating func run() {
            for _ in 0..<300 { step() }
            tell(.close)
            hasEnded = true
            while !attempts.isEmpty || isDue { step() }
            if !unanswered.isEmpty { faults.append("no outcome for \(unanswered)") }
            if !isGone { faults.append("never gone") }
        }

        private mutating func step() {
            now += UInt64.random(in: 0...3_000_000_000, using: &random)
            switch Int.random(in: 0..<12, using: &random) {
            case 0: tell(.wanted(Int.random(in: 0...5, using: &random)))
            case 1, 2: hand()
            case 3: endAttempt()
            case 4:
                if let number = waits.sorted().randomElement(using: &random) {
                    waits.remove(number)
                    tell(.waited(number))
                }
            case 5, 6, 7: answer()
            case 8 where Int.random(in: 0..<4, using: &random) == 0: close(.busy)
            case 8 where Int.random(in: 0..<4, using: &random) == 0: close(.early(.lost(.mail)))
            case 8 where Int.random(in: 0..<4, using: &random) == 0: close(.quiet)
            case 9 where Int.random(in: 0..<100, using: &random) == 0:
                hasEnded = true
                tell(.drain)
            default:
                if isDue {
                    isDue = false
                    tell(.reportDue)
                }
            }
        }

        private mutating func hand() {
            let count = Int64.random(in: 1...20, using: &random)
            let messages = (nextMessage..<nextMessage + count).map {
                OutgoingMessage(delivery: DeliveryID($0), sender: nil, recipient: recipient, bytes: [])
            }
            nextMessage += count
            for message in messages { unanswered.insert(message.delivery) }
            tell(.handed(messages))
        }

        private mutating func endAttempt() {
            guard let number = attempts.sorted().randomElement(using: &random) else { return }
            attempts.remove(number)
            if Bool.random(using: &random) { return tell(.failed(number, .connectionRefused)) }
            held[number] = []
            tell(.connected(number, RelayCapabilities(), standing(number)))
        }

        private mutating func answer() {
            guard let number = held.keys.sorted().randomElement(using: &random), let first = held[number]?.first else {
                return
            }
            held[number]?.removeFirst()
            pool.heard.outcomes.append((first, .accepted(Reply(code: 250))))
            tell(.moved(number, standing(number)))
        }

        private mutating func close(_ ending: RelayPool.Ending) {
            guard let number = held.keys.sorted().randomElement(using: &random) else { return }
            cut(number, ending)
        }

        private mutating func cut(_ number: Int, _ ending: RelayPool.Ending) {
            for delivery in held.removeValue(forKey: number) ?? [] {
                pool.heard.outcomes.append((delivery, .lost(.dot, .closed, reply: nil, reused: false)))
            }
            tell(.moved(number, .closed(ending)))
        }

        private func standing(_ number: Int) -> RelayPool.Standing {
            let count = held[number]?.count ?? 0
            let isOpen = !draining.contains(number)
            return RelayPool.Standing(
                held: count, room: isOpen ? Dialogue.capacity - count : 0, isServing: isOpen, ending: nil,
                pipelining: .offered)
        }

        private mutating func tell(_ event: RelayPool.Event) {
            var actions: [RelayPool.Action] = []
            pool.handle(event, now: now, &actions)
            for action in actions { perform(action) }
            let open = held.keys.count { !draining.contains($0) }
            if open > pool.limits.connections { faults.append("\(open) connections") }
        }

        private mutating func perform(_ action: RelayPool.Action) {
            switch action {
            case .connect(let number):
                if hasEnded { faults.append("an attempt after the end") }
                attempts.insert(number)
                // The silent ones beside, no attempts for more than there may be.
                let young = attempts.count { waits.contains($0) }
                if young > pool.limits.connections { faults.append("\(young) attempts at once") }
            case .wait(let number, let milliseconds):
                if milliseconds < 10 || milliseconds > 640 { faults.append("waits \(milliseconds)") }
                waits.insert(number)
            case .cancelAttempts: break
            case .offer(let message, let number): offer(message, number)
            case .drain(let number):
                draining.insert(number)
                if held[number]?.isEmpty == true { cut(number, .quiet) }
            case .close(let number): cut(number, .busy)
            case .lockStep: break
            case .forget(let number):
                if held[number] != nil { faults.append("forgets an open connection") }
            case .reportSoon:
                if isDue { faults.append("asks twice for a report") }
                isDue = true
            case .report(let event): report(event)
            case .gone: isGone = true
            }
        }

        private mutating func offer(_ message: OutgoingMessage, _ number: Int) {
            guard let count = held[number]?.count, count < Dialogue.capacity, !draining.contains(number) else {
                faults.append("an offer to one without room")
                return tell(.offered(number, .closed(.busy), declined: message))
            }
            if Int.random(in: 0..<20, using: &random) == 0 {
                // It breaks before it takes the message.
                for delivery in held.removeValue(forKey: number) ?? [] {
                    pool.heard.outcomes.append((delivery, .lost(.body, .closed, reply: nil, reused: false)))
                }
                return tell(.offered(number, .closed(.busy), declined: message))
            }
            held[number]?.append(message.delivery)
            tell(.offered(number, standing(number), declined: nil))
        }

        private mutating func report(_ event: RelayEvent) {
            switch event {
            case .room(let room):
                if room <= 0 || hasEnded { faults.append("room for \(room)") }
            case .outcomes(let outcomes):
                for (delivery, _) in outcomes where unanswered.remove(delivery) == nil {
                    faults.append("a second outcome for \(delivery)")
                }
            case .fault:
                if held.keys.contains(where: { !draining.contains($0) }) { faults.append("a fault while some serve") }
            case .limited(let count, _):
                let most = min(held.count, pool.limits.connections)
                if count != most { faults.append("limited to \(count) of \(most)") }
            case .silent:
                if !held.isEmpty { faults.append("silent while some serve") }
            case .connected, .lockStep: break
            }
        }
    }

    @Test("answers each message once, opens no more than it may, begins nothing after its end, and ends")
    func invariants() throws {
        for seed in UInt64(1)...2000 {
            var driver = try Driver(seed: seed)
            driver.run()
            #expect(driver.faults.isEmpty, "seed \(seed)")
        }
    }
}
