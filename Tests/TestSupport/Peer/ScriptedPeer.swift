import Foundation
import Synchronization

/// An SMTP server on loopback that does as it is told: an honest one by default, and at chosen points whatever a rule
/// says.
///
/// Plain blocking sockets on threads of its own; an ephemeral port. Stops when the last reference goes.
package final class ScriptedPeer: Sendable {
    package let port: Int
    private let door: PeerDoor
    let script: PeerScript
    private let log = Mutex(PeerLog())
    private let latch = Latch()

    package init(_ script: PeerScript = PeerScript()) throws {
        self.script = script
        let door = try PeerDoor(backlog: 128)
        self.door = door
        port = door.port
        Self.thread { [weak self] in
            while let connection = door.next() {
                guard let self else {
                    close(connection)
                    break
                }
                self.serve(connection)
            }
            door.close()
        }
    }

    deinit { stop() }

    /// Closes the door and every connection.
    package func stop() {
        door.shut()
        latch.open()
        log.withLock { log in
            for connection in log.open { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    /// Lets everything go that a `.hold` keeps, now and later.
    package func release() { latch.open() }

    /// Every message whose final dot was answered with 2xx, in order.
    package var accepted: [PeerLog.Message] { log.withLock { $0.accepted } }

    /// Every line that was not part of a body, by connection from 0; `.` for the end of a body.
    package var commands: [[String]] { log.withLock { $0.commands } }

    package var connections: Int { commands.count }

    /// How many are open now.
    package var openConnections: Int { log.withLock { $0.open.count } }

    /// Returns once it has seen what `isSeen` looks for; throws when nothing moves any more.
    package func eventually(_ what: String, _ isSeen: (ScriptedPeer) -> Bool) async throws {
        var patience = Patience()
        while !isSeen(self) {
            try patience.look(for: what, watching: commands.reduce(0) { $0 + $1.count })
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    func note(_ change: (inout PeerLog) -> Void) {
        let isAccepted = log.withLock { log in
            let before = log.accepted.count
            change(&log)
            return log.accepted.count > before
        }
        if isAccepted { Patience.somethingMoved() }
    }

    /// The first rule that applies to this point now, with this recipient's message (`<ada@example.org>`).
    func next(_ point: PeerScript.Point, for recipient: String?) -> PeerScript.Action? {
        let (time, own) = log.withLock { log in
            let everybody = log.count(PeerLog.Occasion(point: point))
            return (everybody, recipient.map { log.count(PeerLog.Occasion(point: point, recipient: $0)) })
        }
        return script.rules.first { rule in
            guard rule.point == point else { return false }
            guard let wanted = rule.recipient else { return rule.time == nil || rule.time == time }
            return "<\(wanted)>" == recipient && (rule.time == nil || rule.time == own)
        }?.action
    }

    func hold() { latch.wait() }

    private func serve(_ descriptor: Int32) {
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let number = log.withLock { log in
            log.open.insert(descriptor)
            log.commands.append([])
            return log.commands.count - 1
        }
        Self.thread { [self] in
            var session = PeerSession(peer: self, number: number, descriptor: descriptor)
            session.run()
            log.withLock { _ = $0.open.remove(descriptor) }
            // A program that a test started meanwhile may have inherited the socket: closing it here alone would not
            // end it.
            shutdown(descriptor, Int32(SHUT_RDWR))
            close(descriptor)
        }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 256 * 1024
        thread.start()
    }
}

/// What a peer saw.
package struct PeerLog: Sendable {
    package struct Message: Hashable, Sendable {
        package var connection: Int
        /// The arguments of MAIL FROM and RCPT TO, as sent.
        package var sender: String
        package var recipient: String
        /// Without the final dot.
        package var bytes: [UInt8]
    }

    var accepted: [Message] = []
    var commands: [[String]] = []
    var open: Set<Int32> = []
    /// How often each has come.
    var times: [Occasion: Int] = [:]

    mutating func count(_ occasion: Occasion) -> Int {
        times[occasion, default: 0] += 1
        return times[occasion, default: 0]
    }

    struct Occasion: Hashable {
        var point: PeerScript.Point
        var recipient: String?
    }
}

/// Closed until it is opened, for good.
final class Latch: Sendable {
    private let condition = NSCondition()
    private let isOpen = Mutex(false)

    func open() {
        isOpen.withLock { $0 = true }
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }

    func wait() {
        condition.lock()
        while !isOpen.withLock({ $0 }) { condition.wait() }
        condition.unlock()
    }
}
