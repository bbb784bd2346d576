import Synchronization
import Testing
import TestWorld
import UsherCore

@testable import UsherSMTP

@Suite("The relay in one thread, over memory, in any order")
struct RelayByHandTests {
    /// What a relay told.
    private final class Told: Sendable {
        let outcomes = Mutex<[DeliveryID: [AttemptOutcome]]>([:])
        let events = Mutex<[RelayEvent]>([])

        func hear(_ event: RelayEvent) {
            events.withLock { $0.append(event) }
            guard case .outcomes(let batch) = event else { return }
            outcomes.withLock { outcomes in
                for (delivery, outcome) in batch { outcomes[delivery, default: []].append(outcome) }
            }
        }

        var answered: Int { outcomes.withLock { $0.count } }
    }

    @Test("answers each message once, and what it says is true of the server")
    func everyMessage() throws {
        for seed in UInt64(1)...300 { try run(seed) }
    }

    private func run(_ seed: UInt64) throws {
        let world = HandWorld(seed: seed)
        let (lane, hand) = (world.lane(), world.lane())
        var moods = RelayMoods()
        moods.pipelines = seed % 2 == 0
        (moods.refusesConnection, moods.saysNothing) = (100, 50)
        (moods.refusesRecipient, moods.refusesMessage, moods.hangsUp, moods.hangs) = (50, 50, 20, 5)
        let server = MemoryRelay(world, moods: moods)
        let told = Told()
        let relay = Relay(
            settings: .to(25, connections: 3, idleCloseMilliseconds: 60_000, timeouts: RelayTimeouts()),
            gate: { _ in nil }, lane: lane,
            transport: MemoryTransport(server, owner: lane), report: told.hear)
        let messages = try (1...40).map { try OutgoingMessage.sample(Int64($0), size: 1) }
        let isOver = Mutex(false)
        Task(executorPreference: hand) {
            var rest = messages[...]
            while !rest.isEmpty {
                await relay.open(3)
                let batch = rest.prefix(await relay.places.free)
                rest = rest.dropFirst(batch.count)
                if !batch.isEmpty { await relay.send(Array(batch)) }
                await withCheckedContinuation { done in hand.run(after: .milliseconds(50)) { done.resume() } }
            }
            await relay.drain()
            isOver.withLock { $0 = true }
        }
        #expect(world.run { isOver.withLock { $0 } }, "seed \(seed) does not end")
        #expect(world.isAllInOneThread, "seed \(seed)")
        let outcomes = told.outcomes.withLock { $0 }
        #expect(outcomes.count == messages.count, "seed \(seed)")
        let received = server.received
        for message in messages {
            let times = received.count { $0 == message.recipient.wire }
            let answers = outcomes[message.delivery] ?? []
            #expect(answers.count == 1, "seed \(seed), \(message.delivery)")
            switch answers.first {
            case .accepted: #expect(times == 1, "seed \(seed), \(message.delivery)")
            case .lost(.dot, _, _, _): #expect(times <= 1, "seed \(seed), \(message.delivery)")
            case let other: #expect(times == 0, "seed \(seed), \(message.delivery): \(String(describing: other))")
            }
        }
    }

    /// A connection that ends at the first message on it, where the message tells why.
    enum FirstEnd: CaseIterable {
        case goodbye, goodbyeAfterIdling, hangUpAfterIdling

        var idles: Bool { self != .goodbye }
    }

    @Test(
        "replaces a connection whose first message tells why it ended: no fault of the relay",
        arguments: FirstEnd.allCases)
    func replaced(_ end: FirstEnd) throws {
        let world = HandWorld(seed: 1)
        let (lane, hand) = (world.lane(), world.lane())
        let server = MemoryRelay(world)
        let told = Told()
        let relay = Relay(
            settings: .to(25, connections: 1, idleCloseMilliseconds: 60_000, timeouts: RelayTimeouts()),
            gate: { _ in nil }, lane: lane,
            transport: MemoryTransport(server, owner: lane), report: told.hear)
        let message = try OutgoingMessage.sample(1, size: 1)
        let isOver = Mutex(false)
        Task(executorPreference: hand) {
            @Sendable func pass(seconds: Int) async {
                await withCheckedContinuation { done in hand.run(after: .seconds(seconds)) { done.resume() } }
            }
            await relay.open(1)
            await pass(seconds: end.idles ? 20 : 1)
            var moods = RelayMoods()
            if end == .hangUpAfterIdling { moods.hangsUp = 1000 } else { moods.refusesSender = 1000 }
            server.moods = moods
            await relay.send([message])
            await pass(seconds: 1)
            server.moods = RelayMoods()
            await pass(seconds: 1)
            isOver.withLock { $0 = true }
        }
        #expect(world.run { isOver.withLock { $0 } })
        let answers = told.outcomes.withLock { $0[message.delivery] ?? [] }
        guard case .lost(.mail, .closed, let reply, end.idles) = answers.first, answers.count == 1 else {
            Issue.record("\(answers)")
            return
        }
        #expect(reply?.code == (end == .hangUpAfterIdling ? nil : 421))
        let events = told.events.withLock { $0 }
        #expect(!events.contains { if case .fault = $0 { true } else { false } }, "\(events)")
        #expect(server.lastConnection == 2)
    }
}
