import UsherCore

/// How a dialogue ends, and what that means for the messages it holds.
extension Dialogue {
    /// Ends the dialogue because the connection is gone or given up. `reply` is what the server said last, if that is
    /// why.
    mutating func end(_ reason: LossReason, _ reply: Reply?, _ actions: inout [Action]) {
        if isSuspicious(reason, reply) {
            pipelining = .refused
            actions.append(.lockStep)
            if let index = messages.firstIndex(where: { $0.stage == .opened }) {
                actions.append(.outcome(messages.remove(at: index).offer.delivery, .notStarted))
            }
        }
        let last = reply?.code ?? 0 >= 400 ? reply : nil
        for message in messages {
            actions.append(.outcome(message.offer.delivery, outcome(of: message, reason, last)))
        }
        messages = []
        awaited = []
        isEnding = true
        actions.append(.close)
    }

    private func outcome(of message: Held, _ reason: LossReason, _ reply: Reply?) -> AttemptOutcome {
        if let refusal = message.refusal { return refusal.outcome }
        switch message.stage {
        case .waiting: return .notStarted
        case .body: return .lost(.body, reason, reply: reply, reused: false)
        case .dotted: return .lost(.dot, reason, reply: reply, reused: false)
        case .opened:
            switch awaited.first {
            case .rcpt: return .lost(.rcpt, reason, reply: reply, reused: false)
            case .data: return .lost(.data, reason, reply: reply, reused: false)
            default:
                return .lost(.mail, reason, reply: reply, reused: message.follows || message.offer.afterIdle)
            }
        }
    }

    /// Whether the server seems to have thrown part of a pipelined group away: it answered some of it and then nothing,
    /// or it answered a body and never the group behind it. Only while it has not shown that it can.
    private func isSuspicious(_ reason: LossReason, _ reply: Reply?) -> Bool {
        guard pipelining != .refused, reply == nil, reason == .closed || reason == .timeout,
            let message = messages.first(where: { $0.stage == .opened }), message.isGrouped, message.refusal == nil,
            pipelining < (message.isChained ? .chains : .groups)
        else { return false }
        switch awaited.first {
        case .rcpt, .data: return true
        case .mail: return message.isChained && reason == .timeout
        default: return false
        }
    }

    mutating func stop(_ outcome: AttemptOutcome, _ actions: inout [Action]) {
        guard messages.first?.stage == .body else { return }
        actions.append(.outcome(messages.removeFirst().offer.delivery, outcome))
        // What is behind it was to follow the body in the same write, and so was never written.
        for message in messages { actions.append(.outcome(message.offer.delivery, .notStarted)) }
        messages = []
        end(.closed, nil, &actions)
    }

    mutating func expire(_ actions: inout [Action]) {
        if isEnding { return end(.timeout, nil, &actions) }
        if isIdle { return quit(&actions) }
        end(.timeout, nil, &actions)
    }
}
