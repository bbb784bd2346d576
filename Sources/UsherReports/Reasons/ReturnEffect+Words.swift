import UsherCore

extension ReturnEffect {
    /// The words for what a mail that came back says of a message, to stand behind `sent on ..., and`.
    package var words: String {
        switch self {
        case .none: "nothing followed from it"
        case .undone: "it was sent again"
        case .bounced: "came back: the address does not work"
        case .soft: "came back: it did not reach the mailbox this time"
        case .blocked: "came back: it was blocked, which is about the sender"
        case .content: "came back: what stands in it was refused"
        case .unclear: "came back, and nobody says plainly why"
        case .complained: "the person complained about it"
        case .unsubscribed: "the person unsubscribed by mail"
        }
    }
}
