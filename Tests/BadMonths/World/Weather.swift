import TestWorld

extension Happening.Weather {
    /// What the relay does then.
    var moods: RelayMoods {
        var moods = RelayMoods()
        switch self {
        case .fine: break
        case .slow: (moods.slowness, moods.fills) = (3000, 200)
        case .gone: moods.refusesConnection = 1000
        case .hangsUp: (moods.hangsUp, moods.hangsUpAtDot, moods.fills) = (60, 300, 100)
        case .hangs: (moods.hangs, moods.saysNothing) = (80, 200)
        case .refusesPeople: (moods.refusesRecipient, moods.recipientRefusals) = (300, Self.refusals)
        case .refusesMessages: (moods.refusesMessage, moods.messageRefusals) = (400, Self.refusals)
        case .throttles: moods.refusesSender = 300
        case .denies: moods.denies = 300
        case .garbles: (moods.rubbish, moods.repeats) = (60, 60)
        case .splits: (moods.splits, moods.fills) = (700, 300)
        }
        return moods
    }

    private static let refusals = [
        "450 4.2.0 later", "550 5.1.1 no such user", "450 4.2.1 <%>: mailbox is busy", "550 5.1.1 <%>: user unknown",
        "552 5.2.2 mailbox full", "550 5.7.1 blocked by policy",
        "421 4.7.0 try again later", "451 4.7.1 greylisted, come back", "554 no thanks",
        "550-5.7.1 two\r\n550 5.7.1 lines",
    ]
}
