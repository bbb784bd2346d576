/// What is kept beside a suppression, or its lifting, for whoever asks later. `docs/store.md` lists the codes.
package enum SuppressionNote: KeptAsCode {
    /// The operator's words.
    case said(String)
    /// It was said by an unsubscribe link: `one-click` or `unsubscribe page`.
    case link(how: String)
    /// Lifted by a confirmed sign-up.
    case signedUpAgain
    /// An erasure has taken the place of this older one.
    case erasedAgain
    /// The erasure was asked for in the other of the two databases.
    case erasedInOtherMode
    /// Lifted by `usher queue retry --failed --since`.
    case retriedByHand
    /// Lifted because the bounce was one of too many at once to be about the people.
    case metTooMany
    /// A complaint about a message of this campaign, nil for a notice; `by`: which provider's.
    case complaint(about: String?, by: String?)
    case unknown(Coded)
}

extension SuppressionNote {
    package init?(known coded: Coded) {
        switch coded.code {
        case "said":
            guard let words = coded.data["words"] else { return nil }
            self = .said(words)
        case "link":
            guard let how = coded.data["how"] else { return nil }
            self = .link(how: how)
        case "signed_up_again": self = .signedUpAgain
        case "erased_again": self = .erasedAgain
        case "erased_in_other_mode": self = .erasedInOtherMode
        case "retried_by_hand": self = .retriedByHand
        case "met_too_many": self = .metTooMany
        case "complaint": self = .complaint(about: coded.data["campaign"], by: coded.data["reporter"])
        default: return nil
        }
    }

    package var coded: Coded {
        switch self {
        case .said(let words): Coded("said", ["words": words])
        case .link(let how): Coded("link", ["how": how])
        case .signedUpAgain: Coded("signed_up_again")
        case .erasedAgain: Coded("erased_again")
        case .erasedInOtherMode: Coded("erased_in_other_mode")
        case .retriedByHand: Coded("retried_by_hand")
        case .metTooMany: Coded("met_too_many")
        case .complaint(let campaign, let reporter):
            Coded("complaint", ["campaign": campaign, "reporter": reporter])
        case .unknown(let coded): coded
        }
    }
}
