import UsherCore

/// One visit over a real connection: carries out what `MailboxVisit` says. Blocks: runs on a thread of its own, and
/// ends soon after `isStopped` is set, with what was done until then remembered.
package struct MailboxCall {
    private let access: MailboxAccess
    private let isStopped: StopFlag

    package init(_ access: MailboxAccess, isStopped: StopFlag) {
        self.access = access
        self.isStopped = isStopped
    }

    /// What is done for a visit outside of it. What these throw ends the visit, with that reason.
    package struct Hands {
        /// Puts a mail into the spool, durably, and returns true; or false where it stays in the mailbox.
        let judge: ([UInt8]) throws(MailboxTrouble) -> Bool
        /// Stores what is remembered of the mailbox. When it returns, it is on disk.
        let remember: (MailboxMemory) throws(MailboxTrouble) -> Void
        let tell: (MailboxVisit.News) -> Void

        package init(
            judge: @escaping ([UInt8]) throws(MailboxTrouble) -> Bool,
            remember: @escaping (MailboxMemory) throws(MailboxTrouble) -> Void,
            tell: @escaping (MailboxVisit.News) -> Void
        ) {
            self.judge = judge
            self.remember = remember
            self.tell = tell
        }
    }

    /// Visits the mailbox. Returns when everything was looked at, or the time of a visit is over: then the next one
    /// goes on.
    package func run(_ memory: MailboxMemory, _ hands: Hands) throws(MailboxTrouble) {
        let wire = try MailboxLogin(access: access, isStopped: isStopped).run()
        let visit = MailboxVisit(folder: access.imap.folder, taken: access.imap.taken, memory: memory)
        try Talk(visit: visit, wire: wire, timeouts: access.timeouts, isStopped: isStopped, hands: hands).run()
    }
}

/// The loop between the visit and its connection.
private final class Talk {
    private var visit: MailboxVisit
    private let wire: MailboxWire
    private let timeouts: MailboxTimeouts
    private let isStopped: StopFlag
    private let hands: MailboxCall.Hands
    private var reader = ResponseReader(mostInLiterals: MailboxVisit.largest)
    private let end: ContinuousClock.Instant
    private var answerUntil = ContinuousClock.now
    private var silentUntil = ContinuousClock.now
    private var isOver = false

    init(
        visit: MailboxVisit, wire: MailboxWire, timeouts: MailboxTimeouts, isStopped: StopFlag,
        hands: MailboxCall.Hands
    ) {
        self.visit = visit
        self.wire = wire
        self.timeouts = timeouts
        self.isStopped = isStopped
        self.hands = hands
        end = ContinuousClock.now + timeouts.visit
    }

    func run() throws(MailboxTrouble) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
        defer { buffer.deallocate() }
        try handle(.began)
        while !isOver {
            switch wire.read(into: buffer) {
            case .octets(let count): try take(Array(buffer[..<count]))
            case .closed: try handle(.ended(.lost))
            case .nothing: break
            }
            if !isOver, let why = impatience { try handle(.ended(why)) }
        }
    }

    private func take(_ octets: [UInt8]) throws(MailboxTrouble) {
        silentUntil = ContinuousClock.now + timeouts.silence
        var malformed: IMAPMalformed?
        do throws(IMAPMalformed) { try reader.feed(octets[...]) } catch { malformed = error }
        // What came before it counts.
        while !isOver, let response = reader.next() { try handle(.response(response)) }
        if !isOver, let malformed { try handle(.ended(malformed == .flood ? .flood : .malformed)) }
    }

    /// Why the visit is given up now: a time is over, or nobody wants it any more. Nil while it may go on.
    private var impatience: MailboxTrouble? {
        let now = ContinuousClock.now
        return isStopped.isSet || now >= end || now >= answerUntil || now >= silentUntil ? .timeout : nil
    }

    private func handle(_ event: MailboxVisit.Event) throws(MailboxTrouble) {
        var events = [event]
        while !events.isEmpty {
            var actions: [MailboxVisit.Action] = []
            visit.handle(events.removeFirst(), &actions)
            for action in actions {
                if let next = try perform(action) { events.append(next) }
            }
        }
    }

    private func perform(_ action: MailboxVisit.Action) throws(MailboxTrouble) -> MailboxVisit.Event? {
        switch action {
        case .say(let command):
            answerUntil = ContinuousClock.now + timeouts.answer
            silentUntil = ContinuousClock.now + timeouts.silence
            return wire.write(Array("\(command)\r\n".utf8), while: { self.impatience == nil }) ? nil : .ended(.lost)
        case .judge(let mail):
            // What was done until here is remembered all the same.
            do throws(MailboxTrouble) { return .judged(isTaken: try hands.judge(mail)) } catch { return .ended(error) }
        case .remember(let memory): try hands.remember(memory)
        case .tell(let news): hands.tell(news)
        case .end(let trouble):
            isOver = true
            // Stopped, or out of time: what was done is remembered, and nothing is wrong.
            if let trouble, !isStopped.isSet, ContinuousClock.now < end || trouble != .timeout { throw trouble }
        }
        return nil
    }
}
