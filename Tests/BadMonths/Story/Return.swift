/// A mail that comes back to the shop, about a letter that somebody got.
package struct Return: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Reports: the address does not work; its mailbox is full; it was blocked; it waits yet.
        case hard, soft, block, delayed
        /// The mailbox' provider passes on that somebody called it spam, or wants no more.
        case complaint, optOut
        /// The person is away; leaves by the address for that; writes something.
        case absence, leaves, words

        /// By `POST /v1/feedback`; nil is not told there.
        var told: (kind: String, said: String?)? {
            switch self {
            case .hard: ("bounce", "550 5.1.1 no such user")
            case .soft: ("bounce", "552 5.2.2 the mailbox is full")
            case .block: ("bounce", "554 5.7.1 blocked by our policy")
            case .complaint: ("complaint", nil)
            case .leaves: ("unsubscribe", nil)
            case .delayed, .optOut, .absence, .words: nil
            }
        }

        /// What a message that was sent may become by it.
        var state: String? {
            switch self {
            case .hard: "bounced"
            case .soft, .block: "failed"
            case .complaint: "complained"
            case .delayed, .optOut, .absence, .leaves, .words: nil
            }
        }

        /// Why the person may be suppressed then.
        var reason: String? {
            switch self {
            case .hard: "bounced"
            case .soft: "unreachable"
            case .complaint: "complaint"
            case .optOut, .leaves: "unsubscribed"
            case .block, .delayed, .absence, .words: nil
            }
        }
    }

    package enum Door: String, Sendable { case mail, http }

    let kind: Kind
    /// Which of the person's letters it is about, from the first; the last where there are fewer.
    let letter: Int
    let door: Door
    /// The same said in other words, as by another server.
    var wording = 0
    /// The server that brought it last: what it writes on top makes no other mail.
    var server = 0
    /// Whoever wrote it never had the letter: nothing ties it to a message of the shop's.
    var isForged = false
}

extension Return: CustomStringConvertible {
    package var description: String {
        "\(kind.rawValue) by \(door.rawValue), letter \(letter), wording \(wording), server \(server)"
            + (isForged ? ", forged" : "")
    }
}
