import Glibc
import Synchronization
import UsherSMTP

/// The server's end of a connection in memory: reads commands, and answers each after a while.
final class MemoryServer: Sendable {
    private struct State {
        var number = 0
        var unread: [UInt8] = []
        var answers: [UInt8] = []
        /// The rest of a reply that comes in pieces.
        var rest: [UInt8] = []
        /// The client has no end any more: what it had sent may still be read, and nobody hears an answer.
        var isClientGone = false
        var isClosed = false
        var isHung = false
        var bell: (@Sendable () -> Void)?
        /// It takes nothing at the moment; and its client waits until it does.
        var isFull = false
        var isAwaited = false
        var recipient: String?
        var isInData = false
        /// Octets of this message's body have come.
        var hasBegun = false
        var body: [UInt8] = []
        var pending: [[UInt8]] = []
        var isAnswering = false
        /// How many octets of answers the client has read, and how many it has when it has heard what became of the
        /// last message.
        var read = 0
        var heardAfter: Int?

        mutating func takeLines() {
            var start = 0
            while let end = endOfLine(from: start) {
                pending.append(Array(unread[start...end]))
                start = end + 1
            }
            unread.removeFirst(start)
        }

        private func endOfLine(from start: Int) -> Int? {
            unread.withUnsafeBytes { octets in
                guard let base = octets.baseAddress, start < octets.count else { return nil }
                return memchr(base + start, 10, octets.count - start).map { base.distance(to: UnsafeRawPointer($0)) }
            }
        }
    }

    private let relay: MemoryRelay
    private let state = Mutex(State())

    init(_ relay: MemoryRelay) {
        self.relay = relay
        let number = relay.begin(self)
        state.withLock { $0.number = number }
    }

    var isReadable: Bool { state.withLock { $0.bell != nil && (!$0.answers.isEmpty || $0.isClosed) } }
    var isWritable: Bool { state.withLock { $0.bell != nil && $0.isAwaited && !$0.isFull } }
    var hasClient: Bool { state.withLock { !$0.isClientGone && !$0.isClosed } }
    var isUnwatched: Bool { state.withLock { $0.bell == nil } }

    func watch(_ bell: @escaping @Sendable () -> Void) { state.withLock { $0.bell = bell } }

    func unwatch() { state.withLock { $0.bell = nil } }

    /// A second call does nothing.
    func clientIsGone() {
        let (isOver, unheard) = state.withLock { state in
            defer { state.heardAfter = nil }
            state.isClientGone = true
            state.bell = nil
            let isOver = state.pending.isEmpty || state.isHung || state.isClosed
            return (isOver, state.heardAfter.map { $0 > state.read } == true ? state.number : nil)
        }
        if let unheard { relay.tell(.unheard(connection: unheard)) }
        if isOver { close() } else { answerSoon() }
    }

    private func close() {
        let number = state.withLock { state in
            state.isClosed = true
            return state.number
        }
        relay.end(number)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> WireTransfer {
        state.withLock { state in
            guard !state.answers.isEmpty else { return state.isClosed ? .closed : .again }
            let count = min(buffer.count, state.answers.count)
            buffer.copyBytes(from: state.answers[..<count])
            state.answers.removeFirst(count)
            state.read += count
            return .octets(count)
        }
    }

    func wantsWrite(_ wanted: Bool) { state.withLock { $0.isAwaited = wanted } }

    /// How many of these it takes now; nil where it is full.
    func room(for bytes: UnsafeRawBufferPointer) -> Int? {
        guard !state.withLock({ $0.isFull }) else { return nil }
        guard bytes.count > 1, relay.happens(\.fills) else { return bytes.count }
        state.withLock { $0.isFull = true }
        relay.muchLater { [self] in
            state.withLock { $0.isFull = false }
            ring()
        }
        return behindDot(bytes) ?? relay.world.random(in: 1...bytes.count - 1)
    }

    /// Half of the time the octets up to a final dot, where something follows it.
    private func behindDot(_ bytes: UnsafeRawBufferPointer) -> Int? {
        let end = Array("\r\n.\r\n".utf8)
        guard let start = bytes.firstRange(of: end)?.upperBound, start < bytes.count,
            relay.world.random(in: 0...1) == 0
        else { return nil }
        return start
    }

    /// False when the connection is gone.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (isOpen, begun) = state.withLock { state -> (Bool, MemoryRelay.Heard?) in
            guard !state.isClosed else { return (false, nil) }
            state.unread += bytes
            state.takeLines()
            guard state.isInData, !state.hasBegun, !bytes.isEmpty else { return (true, nil) }
            state.hasBegun = true
            return (true, .bodyBegan(connection: state.number, recipient: state.recipient ?? ""))
        }
        if let begun { relay.tell(begun) }
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

    /// Takes in lines up to the first that wants an answer, and answers it.
    private func answer() {
        let line: String? = state.withLock { state in
            state.isAnswering = false
            while !state.isClosed, !state.pending.isEmpty {
                let line = state.pending.removeFirst()
                if state.isInData, line != Self.dot {
                    state.body += line
                    continue
                }
                return String(decoding: line, as: UTF8.self).filter { !$0.isNewline }
            }
            return nil
        }
        guard let line else {
            if state.withLock({ $0.isClientGone }) { close() }
            return
        }
        let number = state.withLock { $0.number }
        relay.tell(.command(connection: number, line))
        let isDot = state.withLock { $0.isInData }
        if isDot { state.withLock { $0.heardAfter = nil } }
        let isCut = relay.happens(\.hangsUp) || (isDot && relay.happens(\.hangsUpAtDot))
        let isSaid = !isCut || relay.world.random(in: 0...1) == 0
        let isHung = !isCut && relay.happens(\.hangs)
        let isRubbish = relay.happens(\.rubbish)
        let reply = isDot ? end(isSaid: isSaid && !isHung && !isRubbish) : reply(to: line)
        if isHung { return state.withLock { $0.isHung = true } }
        if isSaid {
            let said = isRubbish ? Self.rubbish.randomElement(by: relay) : reply
            if isDot { state.withLock { $0.heardAfter = $0.read + $0.answers.count + $0.rest.count + said.utf8.count } }
            say(said, on: number, whole: isCut)
        }
        if isCut || reply.hasPrefix("221") || reply.hasPrefix("421") {
            close()
            ring()
        }
        answerSoon()
    }

    private static let dot = Array(".\r\n".utf8)
    private static let rubbish = ["\u{7}\u{1}nonsense", "99 what", "25"]

    /// A reply, perhaps twice, perhaps in pieces.
    private func say(_ reply: String, on number: Int, whole: Bool) {
        var text = "\(reply)\r\n"
        if relay.happens(\.repeats) { text += text }
        relay.tell(.reply(connection: number, text))
        let octets = Array(text.utf8)
        guard !whole, relay.happens(\.splits), octets.count > 1 else { return put(octets[...]) }
        let cut = relay.world.random(in: 1...octets.count - 1)
        put(octets[..<cut])
        state.withLock { $0.rest = Array(octets[cut...]) }
        relay.later { self.put([]) }
    }

    private func put(_ octets: ArraySlice<UInt8>) {
        state.withLock { state in
            state.answers += state.rest + octets
            state.rest = []
        }
        ring()
    }

    private func ring() { state.withLock { $0.bell }?() }

    /// The final dot has come.
    private func end(isSaid: Bool) -> String {
        let (number, recipient, body, isAlone) = state.withLock { state in
            defer { (state.isInData, state.hasBegun, state.body, state.recipient) = (false, false, [], nil) }
            return (state.number, state.recipient ?? "", state.body, state.isClientGone)
        }
        if relay.happens(\.refusesMessage) {
            return relay.moods.messageRefusals.randomElement(by: relay).replacing("%", with: recipient)
        }
        // What is not answered may be kept or lost.
        let isKept = isSaid || relay.world.random(in: 0...1) == 0
        let denies = relay.happens(\.denies)
        if isKept {
            let answer: MemoryRelay.Answer = !isSaid || isAlone ? .none : denies ? .no : .yes
            relay.tell(.took(connection: number, recipient: recipient, message: body, answer))
        }
        return denies ? "451 4.3.0 no room" : "250 2.0.0 taken"
    }

    private func reply(to line: String) -> String {
        let word = line.prefix { $0 != " " && $0 != ":" }
        switch word {
        case "MAIL":
            state.withLock { $0.recipient = nil }
            if relay.happens(\.refusesSender) { return relay.moods.senderRefusals.randomElement(by: relay) }
            return "250 2.1.0 go on"
        case "RSET":
            state.withLock { $0.recipient = nil }
            return "250 2.0.0 go on"
        case "RCPT":
            let address = line.split(separator: "<").last.map { String($0.prefix { $0 != ">" }) }
            if relay.happens(\.refusesRecipient) {
                return relay.moods.recipientRefusals.randomElement(by: relay).replacing("%", with: address ?? "")
            }
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

extension [String] {
    /// As the world's seed wants; of an empty list nothing.
    fileprivate func randomElement(by relay: MemoryRelay) -> String {
        isEmpty ? "" : self[relay.world.random(in: 0...count - 1)]
    }
}
