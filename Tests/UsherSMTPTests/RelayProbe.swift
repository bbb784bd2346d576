import Synchronization
import TestSupport
import UsherCore

@testable import UsherSMTP

/// A relay and everything it told.
final class RelayProbe: Sendable {
    let relay: Relay
    private let stream: AsyncStream<RelayEvent>

    init(_ settings: RelaySettings, gate: @escaping LastLook = { _ in nil }) {
        let (stream, continuation) = AsyncStream.makeStream(of: RelayEvent.self)
        self.stream = stream
        relay = Relay(settings: settings, gate: gate, report: { continuation.yield($0) })
    }

    /// The next event that `pick` likes; the others before it are dropped.
    func next<Found>(_ pick: (RelayEvent) -> Found?) async throws -> Found {
        for await event in stream {
            if let found = pick(event) { return found }
        }
        throw Missing()
    }

    struct Missing: Error {}

    /// Waits for so many places; throws why there will not be so many.
    func room(_ count: Int = 1) async throws {
        for await event in stream {
            switch event {
            case .room(let room) where room >= count: return
            case .fault(let fault): throw fault
            case .limited(_, let fault): throw fault
            default: continue
            }
        }
        throw Missing()
    }

    func fault() async throws -> RelayFault {
        try await next { if case .fault(let fault) = $0 { fault } else { nil } }
    }

    /// Opens `connections`, waits until all are ready, sends, and gathers one outcome per message.
    func send(
        _ messages: [OutgoingMessage], connections: Int = 1
    ) async throws -> [DeliveryID: AttemptOutcome] {
        await relay.open(connections)
        try await room(min(messages.count, connections * 2))
        await relay.send(messages)
        return try await outcomes(messages.count)
    }

    func outcomes(_ count: Int) async throws -> [DeliveryID: AttemptOutcome] {
        var found: [DeliveryID: AttemptOutcome] = [:]
        while found.count < count {
            let batch = try await next { if case .outcomes(let batch) = $0 { batch } else { nil } }
            for (delivery, outcome) in batch {
                guard found.updateValue(outcome, forKey: delivery) == nil else { throw Twice(delivery: delivery) }
            }
        }
        return found
    }

    struct Twice: Error { let delivery: DeliveryID }
}

extension Relay {
    /// Ends at once. All outcomes have been reported when it returns.
    func close() async {
        beginClosing()
        await drain()
    }
}

extension RelaySettings {
    /// A day: among all the tests of one process, a test may be given its next turn minutes later, and its connection
    /// is neither to be closed until then nor to count as one that idled.
    static let longIdle: Int64 = 86_400_000

    /// To a peer, in the clear.
    static func to(
        _ port: Int, connections: Int = 1, messagesPerConnection: Int = 100,
        idleCloseMilliseconds: Int64 = RelaySettings.longIdle, timeouts: RelayTimeouts = .unhurried
    ) -> RelaySettings {
        RelaySettings(
            SMTPSettings(
                host: "127.0.0.1", port: port, tls: .none, helo: "usher.example", connections: connections,
                messagesPerConnection: messagesPerConnection, idleCloseMilliseconds: idleCloseMilliseconds),
            timeouts: timeouts)
    }
}

extension RelayTimeouts {
    /// Times that nothing on a busy machine takes: no answer is late, and no second attempt is begun beside the first.
    /// A test shortens the one that it waits for.
    static let unhurried: RelayTimeouts = {
        let hour = Duration.seconds(3600)
        return RelayTimeouts(
            connect: hour, login: hour, mail: hour, rcpt: hour, data: hour, body: hour, dot: hour, rset: hour,
            quit: hour, patience: hour)
    }()

    /// The shortest in which the answers before the one that is waited for come on a busy machine, too.
    static let enough = Duration.seconds(20)
}

extension OutgoingMessage {
    /// A message of about `size` octets that nobody else has.
    static func sample(_ number: Int64, size: Int = 300, to recipient: String? = nil) throws -> OutgoingMessage {
        var bytes = Array("Subject: number \(number)\r\n\r\n".utf8)
        let line = Array("\(String(repeating: "x", count: 70))\r\n".utf8)
        while bytes.count < size { bytes += line }
        return OutgoingMessage(
            delivery: DeliveryID(number), sender: try EmailAddress("bounce+\(number)@shop.example"),
            recipient: try EmailAddress(recipient ?? "person\(number)@example.com"), bytes: bytes)
    }
}

extension AttemptOutcome {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
}

extension [DeliveryID: AttemptOutcome] {
    var allAccepted: Bool { values.allSatisfy { $0.isAccepted } }
}
