import UsherCore

/// One SMTP dialogue on one connection, from the moment it is ready until it is gone: what to do about each thing that
/// happens.
///
/// Pure: no socket, no clock. It holds at most two messages: one in transaction and one behind it, whose MAIL, RCPT and
/// DATA go out in one write with the body before them when the server pipelines (RFC 2920). An answer belongs to the
/// oldest command that waits for one; `awaited` is that queue.
///
/// With two messages under way only the first can be in doubt: the second's body is never written before the first is
/// answered.
struct Dialogue {
    /// How many messages a dialogue holds at once.
    static let capacity = 2

    let capabilities: RelayCapabilities
    /// How many transactions the connection may carry.
    let limit: Int
    var pipelining: Pipelining
    /// The messages that the dialogue holds, in the order in which they are sent.
    var messages: [Held] = []
    var awaited: [Awaited] = []
    /// How many transactions were begun.
    var begun = 0
    /// How many transactions got an answer, whatever it was.
    var answered = 0
    /// Whether it takes no new messages, and says QUIT when the open ones are done.
    var isDraining = false
    /// Whether QUIT was written or the connection is given up. Nothing is written any more.
    var isEnding = false

    init(capabilities: RelayCapabilities, pipelining: Pipelining, limit: Int) {
        self.capabilities = capabilities
        self.pipelining = capabilities.pipelining ? pipelining : .refused
        self.limit = max(1, limit)
    }

    /// How many more messages it can be offered.
    var room: Int {
        guard !isEnding, !isDraining else { return 0 }
        let waiting = messages.count { $0.stage == .waiting }
        return max(0, min(Self.capacity - messages.count, limit - begun - waiting))
    }

    /// Whether nothing is under way.
    var isIdle: Bool { messages.isEmpty && awaited.isEmpty }

    /// What waits for an answer or an action, and so what a deadline is about.
    var phase: WirePhase {
        if messages.first?.stage == .body { return .body }
        return awaited.first?.phase ?? .idle
    }

    /// Appends what is to be done about `event` to `actions`, in order. Nothing follows `.close`.
    mutating func handle(_ event: Event, _ actions: inout [Action]) {
        switch event {
        case .offered(let offer): take(offer, &actions)
        case .reply(let reply): answer(reply, &actions)
        case .malformed(let reason): end(reason, nil, &actions)
        case .bodyWritten:
            guard messages.first?.stage == .body else { return }
            messages[0].stage = .dotted
            actions.append(.deadline(phase))
        case .stopped(let outcome): stop(outcome, &actions)
        case .deadline: expire(&actions)
        case .closed(let reason): end(reason, nil, &actions)
        case .lockStep: pipelining = .refused
        case .drain:
            isDraining = true
            dropWaiting(&actions)
            pump(&actions)
        }
    }

    private mutating func take(_ offer: Offer, _ actions: inout [Action]) {
        guard room > 0 else { return actions.append(.outcome(offer.delivery, .notStarted)) }
        if let reason = unsendable(offer) { return actions.append(.outcome(offer.delivery, .unsendable(reason))) }
        messages.append(Held(offer))
        pump(&actions)
    }

    private func unsendable(_ offer: Offer) -> UnsendableReason? {
        if offer.needsSMTPUTF8, !capabilities.smtpUTF8 { return .needsSMTPUTF8 }
        if let limit = capabilities.sizeLimit, offer.size > limit { return .largerThan(limit: limit) }
        return nil
    }

    /// Begins the transactions that may begin now; says QUIT when there is nothing left to do.
    mutating func pump(_ actions: inout [Action]) {
        guard !isEnding else { return }
        if let next = messages.firstIndex(where: { $0.stage == .waiting }), mayBegin(next) {
            return begin(next, &actions)
        }
        if isIdle, isDraining || begun >= limit { return quit(&actions) }
        if isIdle { actions.append(.deadline(.idle)) }
    }

    /// Whether the message may begin: one transaction at a time, but the next may follow a body at once when the server
    /// pipelines (RFC 2920 3.1).
    private func mayBegin(_ index: Int) -> Bool {
        guard pipelining != .refused else { return index == 0 && awaited.isEmpty }
        return messages[..<index].allSatisfy { $0.stage == .body || $0.stage == .dotted }
    }

    private mutating func begin(_ index: Int, _ actions: inout [Action]) {
        let wasWaiting = awaited.isEmpty
        messages[index].stage = .opened
        messages[index].follows = begun > 0
        messages[index].isChained = index > 0
        messages[index].isGrouped = pipelining != .refused
        begun += 1
        let delivery = messages[index].offer.delivery
        actions.append(.write(.mail(delivery)))
        awaited.append(.mail)
        if messages[index].isGrouped {
            actions.append(.write(.rcpt(delivery)))
            actions.append(.write(.data))
            awaited.append(.rcpt)
            awaited.append(.data)
        }
        if wasWaiting { actions.append(.deadline(phase)) }
    }

    mutating func quit(_ actions: inout [Action]) {
        isEnding = true
        awaited.append(.quit)
        actions.append(.write(.quit))
        actions.append(.deadline(.quit))
    }

    /// Gives back the messages for which nothing was written.
    mutating func dropWaiting(_ actions: inout [Action]) {
        for message in messages where message.stage == .waiting {
            actions.append(.outcome(message.offer.delivery, .notStarted))
        }
        messages.removeAll { $0.stage == .waiting }
    }
}
