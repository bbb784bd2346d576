import Testing
import UsherCore

@testable import UsherSMTP

@Suite("The relay's pool decides")
struct RelayPoolTests {
    typealias Action = RelayPool.Action
    typealias Event = RelayPool.Event

    /// A pool and its clock. What is said in passing (`.wait`, `.reportSoon`, `.report(.room)`) is left out where no
    /// test asks for it.
    struct Bench {
        var pool: RelayPool
        var now: UInt64 = 1_000_000_000

        init(connections: Int = 2, patience: Int = 100) {
            pool = RelayPool(limits: RelayPool.Limits(connections: connections, patience: patience))
        }

        mutating func tell(_ event: Event) -> [Action] {
            var actions: [Action] = []
            pool.handle(event, now: now, &actions)
            return actions
        }

        mutating func told(_ event: Event) -> [Action] {
            tell(event).filter {
                switch $0 {
                case .wait, .reportSoon, .report(.room): false
                default: true
                }
            }
        }

        /// With so many connections ready, nothing told of them any more.
        static func ready(_ count: Int, of most: Int = 2) -> Bench {
            var bench = Bench(connections: most)
            _ = bench.tell(.wanted(count))
            for number in 0..<count { _ = bench.tell(.connected(number, RelayCapabilities(), .open())) }
            _ = bench.tell(.reportDue)
            return bench
        }
    }

    static func messages(_ numbers: ClosedRange<Int64>) throws -> [OutgoingMessage] {
        try numbers.map { try .sample($0) }
    }

    static func notStarted(_ numbers: ClosedRange<Int64>) -> Action {
        .report(.outcomes(numbers.map { (DeliveryID($0), .notStarted) }))
    }

    @Test(
        "as many attempts as are wanted and not there, all at once, and never more than there may be connections",
        arguments: [(0, 0), (1, 1), (2, 2), (3, 3), (9, 3)])
    func opens(wanted: Int, attempts: Int) {
        var bench = Bench(connections: 3)
        #expect(bench.told(.wanted(wanted)) == (0..<attempts).map { .connect($0) })
        #expect(bench.told(.wanted(wanted)) == [])
        _ = bench.tell(.connected(0, RelayCapabilities(), .open()))
        #expect(bench.told(.wanted(wanted)) == [])
    }

    @Test("an attempt that says nothing gets another beside it, and that one twice the time, up to 64 times")
    func silent() {
        var bench = Bench(patience: 100)
        #expect(bench.tell(.wanted(1)) == [.wait(0, milliseconds: 100), .connect(0)])
        for (number, patience) in [200, 400, 800, 1600, 3200, 6400, 6400].enumerated() {
            #expect(
                bench.tell(.waited(number)) == [
                    .report(.silent), .wait(number + 1, milliseconds: patience), .connect(number + 1),
                ])
        }
        #expect(bench.tell(.waited(0)) == [])
    }

    @Test("one that says nothing is left alone while another still may get ready, or one is ready")
    func silentBesideOthers() {
        var bench = Bench()
        _ = bench.tell(.wanted(2))
        #expect(bench.tell(.waited(0)) == [])
        #expect(bench.told(.connected(1, RelayCapabilities(), .open())) == [])
        // It gets ready all the same; what is wanted by then is made up for without it.
        #expect(bench.told(.wanted(2)) == [.connect(2)])
        #expect(bench.told(.connected(2, RelayCapabilities(), .open())) == [])
        #expect(bench.told(.connected(0, RelayCapabilities(), .open())) == [.drain(0)])
    }

    @Test("attempts of one moment that all fail are one fault, the first; nothing is tried before somebody asks")
    func fault() {
        var bench = Bench()
        _ = bench.tell(.wanted(2))
        #expect(bench.told(.failed(1, .nameNotFound)) == [])
        #expect(bench.told(.failed(0, .connectionRefused)) == [.report(.fault(.nameNotFound))])
        #expect(bench.told(.reportDue) == [.gone])
        #expect(bench.told(.wanted(1)) == [.connect(2)])
    }

    @Test("when some are ready and one is refused, these are all for a minute")
    func ceiling() {
        var bench = Bench()
        _ = bench.tell(.wanted(2))
        _ = bench.tell(.connected(0, RelayCapabilities(), .open()))
        #expect(bench.told(.failed(1, .connectionRefused)) == [.report(.limited(to: 1, .connectionRefused))])
        bench.now += RelayPool.ceilingLasts - 1
        #expect(bench.told(.wanted(2)) == [])
        bench.now += 1
        #expect(bench.told(.wanted(2)) == [.connect(2)])
    }

    @Test(
        "a connection that ended is replaced only when it ended at work",
        arguments: [
            (RelayPool.Ending.busy, 1, [Action.forget(0), .connect(1)]), (.quiet, 1, [.forget(0)]),
            (.early(.lost(.mail)), 1, [.forget(0), .report(.fault(.lost(.mail)))]),
            (.busy, 2, [.forget(0), .connect(2)]), (.quiet, 2, [.forget(0)]), (.early(.lost(.mail)), 2, [.forget(0)]),
        ])
    func ended(_ ending: RelayPool.Ending, connections: Int, expected: [Action]) {
        var bench = Bench.ready(connections)
        #expect(bench.told(.moved(0, .closed(ending))) == [])
        #expect(bench.told(.reportDue) == expected)
    }

    @Test("what a connection told before it ended is reported before what its end leads to")
    func toldFirst() {
        var bench = Bench.ready(1)
        bench.pool.heard.outcomes.append((DeliveryID(7), .notStarted))
        _ = bench.tell(.moved(0, .closed(.early(.lost(.mail)))))
        #expect(
            bench.told(.reportDue) == [Self.notStarted(7...7), .forget(0), .report(.fault(.lost(.mail)))])
        #expect(bench.told(.reportDue) == [.gone])
    }

    @Test("the first in line goes to the connection that holds least; what is declined stays first")
    func places() throws {
        var bench = Bench.ready(2)
        let messages = try Self.messages(1...4)
        _ = bench.tell(.moved(0, .open(held: 1)))
        #expect(bench.told(.handed(messages)) == [.offer(messages[0], to: 1)])
        #expect(
            bench.told(.offered(1, .open(held: 0, room: 0), declined: messages[0])) == [.offer(messages[0], to: 0)])
        #expect(bench.told(.offered(0, .open(held: 2), declined: nil)) == [])
        #expect(bench.told(.moved(1, .open(held: 0))) == [.offer(messages[1], to: 1)])
        #expect(bench.told(.offered(1, .open(held: 1), declined: nil)) == [.offer(messages[2], to: 1)])
    }

    @Test("takes a full line for each connection that serves, and no more", arguments: [0, 1, 2])
    func tooMany(connections: Int) throws {
        var bench = Bench.ready(connections)
        for number in 0..<connections { _ = bench.tell(.moved(number, .open(held: 2))) }
        let most = Int64(connections * RelayPool.longestLine)
        _ = bench.tell(.handed(try Self.messages(1...(most + 2))))
        let due = bench.told(.reportDue)
        #expect(due.first == Self.notStarted((most + 1)...(most + 2)))
    }

    @Test("says no more than once what one connection found out about pipelining, and tells the others")
    func lockStep() {
        var bench = Bench.ready(2)
        for expected in [[Action.lockStep(0), .lockStep(1), .report(.lockStep)], []] {
            bench.pool.heard.lockStep = true
            #expect(bench.told(.moved(0, .open())) == expected)
        }
        #expect(bench.pool.pipelining == .refused)
    }

    @Test("what one connection proved about pipelining holds for the next")
    func learns() {
        var bench = Bench.ready(1)
        _ = bench.tell(.moved(0, .open(pipelining: .groups)))
        #expect(bench.pool.pipelining == .groups)
        _ = bench.tell(.moved(0, .open(pipelining: .refused)))
        #expect(bench.pool.pipelining == .groups)
    }

    @Test(
        "at its end gives back what waits, ends the connections, begins nothing, and says when all is over",
        arguments: [true, false])
    func ends(politely: Bool) throws {
        var bench = Bench.ready(1)
        _ = bench.tell(.moved(0, .open(held: 2)))
        _ = bench.tell(.wanted(2))
        _ = bench.tell(.handed(try Self.messages(1...2)))
        #expect(
            bench.told(politely ? .drain : .close) == [.cancelAttempts, politely ? .drain(0) : .close(0)])
        #expect(bench.told(.handed(try Self.messages(3...3))) == [])
        #expect(bench.told(.reportDue) == [Self.notStarted(1...3)])
        #expect(bench.told(.wanted(2)) == [])
        #expect(bench.told(.failed(1, .connectionRefused)) == [])
        _ = bench.tell(.moved(0, .closed(.busy)))
        #expect(bench.told(.reportDue) == [.forget(0)])
        #expect(bench.told(.reportDue) == [.gone])
    }
}

extension RelayPool.Standing {
    /// Of an open connection.
    static func open(held: Int = 0, room: Int? = nil, pipelining: Dialogue.Pipelining = .offered) -> Self {
        RelayPool.Standing(
            held: held, room: room ?? Dialogue.capacity - held, isServing: true, ending: nil, pipelining: pipelining)
    }

    static func closed(_ ending: RelayPool.Ending) -> Self {
        RelayPool.Standing(held: 0, room: 0, isServing: false, ending: ending, pipelining: .offered)
    }
}
