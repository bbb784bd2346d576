import UsherCore

/// What the server's answers mean for the messages of a dialogue.
extension Dialogue {
    mutating func answer(_ reply: Reply, _ actions: inout [Action]) {
        if messages.first?.stage == .body { return interrupt(reply, &actions) }
        guard let command = awaited.first else { return end(reply.code == 421 ? .closed : .garbage, reply, &actions) }
        if reply.code == 421, command != .dot, command != .quit { return end(.closed, reply, &actions) }
        guard command.fits(reply.code) else { return end(.garbage, nil, &actions) }
        awaited.removeFirst()
        switch command {
        case .mail: mail(reply, &actions)
        case .rcpt: rcpt(reply, &actions)
        case .data: data(reply, &actions)
        case .dot: dot(reply, &actions)
        case .loneDot: break
        case .rset:
            if reply.code >= 300 { return end(.garbage, reply, &actions) }
        case .quit: return end(.closed, reply, &actions)
        }
        guard !isEnding else { return }
        pump(&actions)
        if !awaited.isEmpty { actions.append(.deadline(phase)) }
    }

    /// The message in transaction whose answers are due.
    private var opened: Int? { messages.firstIndex { $0.stage == .opened } }

    private mutating func mail(_ reply: Reply, _ actions: inout [Action]) {
        guard let index = opened else { return end(.garbage, reply, &actions) }
        let message = messages[index]
        if reply.code == 503, message.isChained { return breakPipelining(reply, &actions) }
        if reply.code >= 400 {
            messages[index].refusal = Refusal(phase: .mail, reply: reply)
            if !message.isGrouped { settle(index, .refused(.mail, reply), &actions) }
        } else if !message.isGrouped {
            actions.append(.write(.rcpt(message.offer.delivery)))
            awaited.append(.rcpt)
        }
    }

    private mutating func rcpt(_ reply: Reply, _ actions: inout [Action]) {
        guard let index = opened else { return end(.garbage, reply, &actions) }
        let message = messages[index]
        if reply.code == 503, message.isGrouped, message.refusal == nil { return breakPipelining(reply, &actions) }
        if reply.code >= 400 {
            if message.refusal == nil { messages[index].refusal = Refusal(phase: .rcpt, reply: reply) }
            if !message.isGrouped {
                settle(index, .refused(.rcpt, reply), &actions)
                reset(&actions)
            }
        } else if !message.isGrouped {
            actions.append(.write(.data))
            awaited.append(.data)
        }
    }

    private mutating func data(_ reply: Reply, _ actions: inout [Action]) {
        guard let index = opened else { return end(.garbage, reply, &actions) }
        let message = messages[index]
        if reply.code == 503, message.isGrouped, message.refusal == nil { return breakPipelining(reply, &actions) }
        if message.isGrouped, pipelining != .refused {
            pipelining = max(pipelining, message.isChained ? .chains : .groups)
        }
        if let refusal = message.refusal {
            settle(index, refusal.outcome, &actions)
            if reply.code == 354 {
                actions.append(.write(.dot))
                awaited.append(.loneDot)
            }
            reset(&actions)
        } else if reply.code == 354 {
            messages[index].stage = .body
            awaited.append(.dot)
            actions.append(.writeBody(message.offer.delivery))
        } else {
            settle(index, .refused(.data, reply), &actions)
            reset(&actions)
        }
    }

    private mutating func dot(_ reply: Reply, _ actions: inout [Action]) {
        guard messages.first?.stage == .dotted else { return end(.garbage, reply, &actions) }
        settle(0, reply.isPositive ? .accepted(reply) : .refused(.dot, reply), &actions)
        if reply.code == 421 { end(.closed, reply, &actions) }
    }

    /// Handles a reply that comes while the body is still being written. Without its dot the server cannot have the
    /// message.
    private mutating func interrupt(_ reply: Reply, _ actions: inout [Action]) {
        guard reply.code >= 400 else { return end(.garbage, reply, &actions) }
        settle(0, .refused(.body, reply), &actions)
        end(.closed, reply, &actions)
    }

    private mutating func settle(_ index: Int, _ outcome: AttemptOutcome, _ actions: inout [Action]) {
        answered += 1
        actions.append(.outcome(messages.remove(at: index).offer.delivery, outcome))
    }

    private mutating func reset(_ actions: inout [Action]) {
        actions.append(.write(.rset))
        awaited.append(.rset)
    }

    /// Handles a 503 to a command that was in order: the server lost count. The message is not judged; the connection
    /// is not worth saving.
    private mutating func breakPipelining(_ reply: Reply, _ actions: inout [Action]) {
        pipelining = .refused
        actions.append(.lockStep)
        if let index = opened {
            actions.append(.outcome(messages.remove(at: index).offer.delivery, .notStarted))
        }
        end(.garbage, reply, &actions)
    }
}
