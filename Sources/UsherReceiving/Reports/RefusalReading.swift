import UsherCore

/// The reason why a recipient was refused, out of everything that a report says about it: the first that says something
/// counts.
struct RefusalReading {
    private(set) var category = RefusalCategory.unknown
    private(set) var isProof = false
    private(set) var evidence = RecipientReport.Evidence.action
    private(set) var status: EnhancedStatus?
    private(set) var said = ""

    private let recipient: EmailAddress?

    init(recipient: EmailAddress?) { self.recipient = recipient }

    /// Takes what a server said; nothing where the reason is known already.
    mutating func take(_ reply: Reply, as evidence: RecipientReport.Evidence) {
        guard category == .unknown else { return }
        let (found, isProof) = RefusalCategory.of(reply, recipient: recipient)
        if said.isEmpty || found != .unknown {
            if !reply.text.isEmpty {
                said = ShownText.line("\(reply.code)\(reply.text.first == "-" ? "" : " ")\(reply.text)")
            }
            status = reply.enhanced ?? status
            self.evidence = evidence
        }
        category = found
        self.isProof = isProof
    }

    /// Takes what a machine calls it; nothing where the reason is known already.
    mutating func take(_ named: RefusalCategory) {
        guard category == .unknown else { return }
        (category, evidence) = (named, .status)
    }

    /// Takes sentences: those that say what is wrong with the recipient or the message count before those that blame
    /// the sender, which are often advice.
    mutating func take(sentences: [String], isTransient: Bool) {
        guard category == .unknown else { return }
        let readings = sentences.map { sentence in
            let reply = Reply(code: isTransient ? 450 : 550, text: String(sentence.prefix(ReplyText.longest)))
            return (sentence, isTransient ? nil : Optional(RefusalCategory.of(reply, recipient: recipient)))
        }
        for wanted in [[RefusalCategory.hard, .soft, .content], [.block]] {
            for case (let sentence, let reading?) in readings where wanted.contains(reading.0) {
                (category, isProof) = reading
                evidence = .words
                said = ShownText.line(sentence)
                return
            }
        }
    }
}
