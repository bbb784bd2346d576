/// `transactional` of `config/usher.yaml`: what is different for transactional mail. What is nil is as for everything.
package struct TransactionalSettings: Hashable, Sendable {
    package var sender: Mailbox?
    package var replyTo: Mailbox?
    package var dkim: DKIMChoice?
    /// A relay of its own, as a whole: a password belongs to its host. With it, transactional mail is a stream of its
    /// own.
    package var smtp: SMTPSettings?
    /// The limits of transactional mail's own relay; nil without one.
    package var limits: LimitSettings?

    package init(
        sender: Mailbox? = nil, replyTo: Mailbox? = nil, dkim: DKIMChoice? = nil, smtp: SMTPSettings? = nil,
        limits: LimitSettings? = nil
    ) {
        self.sender = sender
        self.replyTo = replyTo
        self.dkim = dkim
        self.smtp = smtp
        self.limits = limits
    }
}

extension Settings {
    /// Whether transactional mail has a relay of its own.
    package var hasTwoStreams: Bool { transactional.smtp != nil }

    /// The streams, each with a relay of its own.
    package var streams: [MailStream] { hasTwoStreams ? [.marketing, .transactional] : [.all] }

    /// The stream that messages of this kind are in.
    package func stream(of kind: MessageKind) -> MailStream {
        guard hasTwoStreams else { return .all }
        return kind == .transactional ? .transactional : .marketing
    }

    /// The settings for messages of this kind: who sends and signs them, through which relay, and how fast at most.
    package func of(_ kind: MessageKind) -> Settings {
        guard kind == .transactional, transactional != TransactionalSettings() else { return self }
        var own = self
        own.sender = transactional.sender ?? sender
        own.replyTo = transactional.replyTo ?? replyTo
        own.dkim = transactional.dkim ?? dkim
        if let relay = transactional.smtp {
            own.smtp = relay
            own.limits = transactional.limits ?? limits
        }
        return own
    }

    /// The settings for a stream.
    package func of(stream: MailStream) -> Settings { stream.kind.map { of($0) } ?? self }

    /// The names of all keys that sign, each once.
    package var dkimKeys: [String] {
        MessageKind.allCases.compactMap { of($0).dkim?.keys }.uniqued()
    }
}
