import UsherCore

extension EventRefusal {
    /// One clause for people, with what to do.
    package var sentence: String {
        switch self {
        case .unknownEvent(let name, let hint):
            "there is no event '\(PlainText.shown(name))'"
                + (hint.isEmpty ? "; say in config/journey.yaml what it means" : hint)
        case .unknownCampaign(let name, let hint): "there is no campaign '\(PlainText.shown(name))'\(hint)"
        case .unknownCode(let code): "nobody has the code '\(PlainText.shown(code))'"
        case .unknownContact:
            "the person is not known here, and config/journey.yaml says that events add nobody; see: usher contact add"
        case .fromTheFuture(let moment): "it is from the future (\(moment.iso8601)); tell it when it has happened"
        case .tooLongAgo(let moment):
            "it is from \(moment.iso8601), which is too long ago; say when it happened"
        case .conflictingKey: "another event is recorded under the same name and key; give this one a key of its own"
        case .selfReferral: "nobody can be brought by themselves; name who brought the person, or nobody"
        case .negativeMoney: "an event's value must not be negative; tell a refund as an event of its own"
        case .otherCurrency(let amount, let paid):
            "\(amount.words) cannot be given back of what was paid in \(paid.joined(separator: " and ")); tell the amount "
                + "in that currency, or leave the value out where all of it is given back"
        case .erased:
            "the person was erased here; only a sign-up of theirs, or usher suppress remove, lets them back in"
        case .beforeErasure:
            "it happened before the person was erased here, and what was forgotten stays forgotten; tell only what "
                + "happened since"
        case .saidNoSince: "the person said no after that sign-up; only a new one counts"
        case .saidNo:
            "the person said no; only the button that a new sign-up has mailed to them takes that back, or the operator "
                + "with a reason: usher event confirmed ADDRESS --because TEXT"
        case .noSignUp:
            "the person never signed up, so there is nothing that this confirms; tell the sign-up first, and Usher mails the button"
        case .badScore(let score): "the score '\(PlainText.shown(score))' is not a number; write for example score=9"
        case .unknownProduct(let name, let hint):
            "there is no product '\(PlainText.shown(name))'\(hint.isEmpty ? "; add it to config/ladder.yaml" : hint)"
        }
    }
}
