import Synchronization
import UsherSMTP

/// The server's end of a connection in memory: reads commands, and answers each after a while.
final class MemoryServer: Sendable {
    private struct State {
        var unread: [UInt8] = []
        var answers: [UInt8] = []
        var isClosed = false
        var isHung = false
        var bell: (@Sendable () -> Void)?
        var recipient: String?
        var isInData = false
        var pending: [String] = []
        var isAnswering = false

        mutating func nextLine() -> String? {
            guard let end = unread.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = String(decoding: unread[..<end], as: UTF8.self)
            unread.removeFirst(end + 1)
            return line.hasSuffix("\r") ? String(line.dropLast()) : line
        }
    }

    private let relay: MemoryRelay
    private let state = Mutex(State())

    init(_ relay: MemoryRelay) {
        self.relay = relay
        relay.count(1)
    }

    var isReadable: Bool { state.withLock { $0.bell != nil && (!$0.answers.isEmpty || $0.isClosed) } }

    func watch(_ bell: @escaping @Sendable () -> Void) { state.withLock { $0.bell = bell } }

    func unwatch() { state.withLock { $0.bell = nil } }

    func close() {
        state.withLock { $0.isClosed = true }
        relay.count(-1)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> WireTransfer {
        state.withLock { state in
            guard !state.answers.isEmpty else { return state.isClosed ? .closed : .again }
            let count = min(buffer.count, state.answers.count)
            buffer.copyBytes(from: state.answers[..<count])
            state.answers.removeFirst(count)
            return .octets(count)
        }
    }

    /// False when the connection is gone.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let isOpen = state.withLock { state in
            guard !state.isClosed else { return false }
            state.unread += bytes
            while let line = state.nextLine() { state.pending.append(line) }
            return true
        }
        answerSoon()
        return isOpen
    }

    private func answerSoon() {
        let begins = state.withLock { state in
            guard !state.isAnswering, !state.pending.isEmpty, !state.isClosed, !state.isHung else { return false }
            state.isAnswering = true
            return true
        }
        if begins { relay.later { self.answer() } }
    }

    /// Answers one line.
    private func answer() {
        let line = state.withLock { state in
            state.isAnswering = false
            return state.isClosed || state.pending.isEmpty ? nil : state.pending.removeFirst()
        }
        guard let line else { return }
        let reply = reply(to: line)
        guard let reply else { return answerSoon() }
        if relay.happens(\.hangs) { return state.withLock { $0.isHung = true } }
        let hangsUp = relay.happens(\.hangsUp)
        let isSaid = !hangsUp || relay.world.random(in: 0...1) == 0
        let bell = state.withLock { state in
            if isSaid { state.answers += Array("\(reply)\r\n".utf8) }
            if hangsUp || reply.hasPrefix("221") { state.isClosed = true }
            return state.bell
        }
        bell?()
        answerSoon()
    }

    /// Nil while a message is read.
    private func reply(to line: String) -> String? {
        if state.withLock({ $0.isInData }) {
            guard line == "." else { return nil }
            let recipient = state.withLock { state in
                state.isInData = false
                return state.recipient
            }
            if relay.happens(\.refusesMessage) { return "451 4.3.0 later" }
            if let recipient { relay.take(recipient) }
            return "250 2.0.0 taken"
        }
        let word = line.prefix { $0 != " " && $0 != ":" }
        switch word {
        case "MAIL", "RSET":
            state.withLock { $0.recipient = nil }
            return "250 2.1.0 go on"
        case "RCPT":
            if relay.happens(\.refusesRecipient) {
                return relay.world.random(in: 0...1) == 0 ? "450 4.2.0 later" : "550 5.1.1 no such user"
            }
            let address = line.split(separator: "<").last.map { String($0.prefix { $0 != ">" }) }
            state.withLock { $0.recipient = address }
            return "250 2.1.5 go on"
        case "DATA":
            let isReady = state.withLock { state in
                state.isInData = state.recipient != nil
                return state.isInData
            }
            return isReady ? "354 go on" : "554 5.5.1 nobody"
        case "QUIT": return "221 2.0.0 bye"
        default: return "500 5.5.2 what"
        }
    }
}
