import UsherCore

extension DeliveryReason {
    /// One of each, and of those with something that may be missing, one without.
    package static let examples: [DeliveryReason] = [
        .enrollmentEnded(nil), .enrollmentEnded(.goalReached), .campaignGone, .stepGone, .conditionNotMet,
        .suppressed(.unsubscribed),
        .saidNo(.complained), .noConsent, .unconfirmed, .softOptInIsOff, .withdrawn, .bounced, .erased,
        .cancelledByHand, .notComposed(words: "the value 'name' is missing"), .refused(.dot, answer: "552 5.3.4"),
        .needsSMTPUTF8, .largerThan(limit: 1000), .connectionLost(.rcpt, .closed),
        .givenUp(afterMilliseconds: 86_400_000, answer: nil, inDoubt: false),
        .givenUp(afterMilliseconds: 86_400_000, answer: "451 4.7.1", inDoubt: true), .notSent,
        .returned(.bounced, status: "5.1.1", report: 17), .returned(.complained, status: nil, report: 17),
    ]
}
