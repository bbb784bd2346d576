import UsherCore

extension PauseReason {
    /// The reason in plain words, to follow what is paused: what happened and what to do.
    package var words: String {
        switch self {
        case .byHand(let words): words ?? "paused by the operator"
        case .blocksUs: "it blocks our mail"
        case .manyBlocked(let blocked, let count): "\(blocked) of the last hour's \(count) messages were blocked"
        case .slowerPace: "it asks for a slower pace"
        case .refusesSender: "it refuses the sender"
        case .fault(let fault, let isInbox): isInbox ? fault.wordsOfInbox : fault.words
        case .badList(let people, let count):
            "\(people) of its last \(count) messages met an address that does not exist; look at where the list comes from"
        case .refusesMany(let people, let count, let domains, let example):
            "it refuses \(people) people of its last \(count) messages in \(domains) domains, so it is about this sender "
                + "and not about them; \(Self.undone(example))"
        case .refusesAlike(let people, let domains, let example):
            "it refuses \(people) people in \(domains) domains in the same words, so it is about this sender and not about "
                + "them; \(Self.undone(example))"
        case .messageRefused(let people, let domains, let example, _):
            "one of its messages is refused in the same words for \(people) people in \(domains) domains, while others go "
                + "out; \(Self.undone(example))"
        case .warmUpDay(let day, let most):
            "\(most) messages went, as many as smtp.warm_up lets go on day \(day); orders and notices go all the same"
        case .complaints(let people, let count, let day):
            "complaints: \(people) of \(count) sent on \(day), \(Wording.share(people, of: count)); above 0.30 % pauses its "
                + "marketing; look at how these people came to be in it"
        case .bounces(let people, let count, let day):
            "hard bounces: \(people) of \(day.map { "\(count) sent on \($0)" } ?? "its first \(count)"), "
                + "\(Wording.share(people, of: count)); above 5.00 % pauses its marketing; look at where the list comes from"
        case .restored(let backup, let made):
            "restored from \(backup), made \(made); what was sent since is not known, nor who said no"
        case .unknown(let coded): coded.words
        }
    }

    /// The words of a breaker of transactional mail's own relay; nil for any other reason.
    var wordsOfOrders: String? {
        switch self {
        case .complaints(let people, let count, let day):
            "complaints: \(people) of \(count) sent on \(day), \(Wording.share(people, of: count)); above 0.30 % pauses "
                + "transactional mail; look at who gives you these addresses"
        case .bounces(let people, let count, let day?):
            "hard bounces: \(people) of \(count) sent on \(day), \(Wording.share(people, of: count)); above 5.00 % pauses "
                + "transactional mail; look at who gives you these addresses"
        default: nil
        }
    }

    private static func undone(_ example: DeliveryID) -> String {
        "what that had done to them is undone; look at one of them: usher queue show \(example)"
    }
}
