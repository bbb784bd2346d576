import UsherCore

extension DeliveryReason {
    /// The reason in plain words, to follow what became of the delivery.
    package var words: String {
        switch self {
        case .enrollmentEnded(nil): "its enrollment has ended"
        case .enrollmentEnded(let end?): "the enrollment ended: \(end.words)"
        case .campaignGone: "its campaign is gone from the files"
        case .stepGone: "the step is gone from the files"
        case .conditionNotMet: "its only_if is not true for the person"
        case .suppressed(let reason): "the address is suppressed: \(reason.words)"
        case .saidNo(let said): "the person said no to marketing: \(said.rawValue)"
        case .noConsent: "no consent to marketing is recorded"
        case .unconfirmed: "the sign-up is not confirmed: nobody has pressed the button behind the mailed link yet"
        case .softOptInIsOff: "the person only bought something, and consent.soft_opt_in is off"
        case .withdrawn: "the person said no before the message started"
        case .bounced: "the address bounced"
        case .erased: "the person was erased"
        case .cancelledByHand: "cancelled by the operator"
        case .notComposed(let words): words
        case .refused(let phase, let answer): "refused at \(phase.words) with \(answer)"
        case .needsSMTPUTF8: "the address needs SMTPUTF8, which the relay does not offer"
        case .largerThan(let limit): "larger than the \(limit) octets that the relay takes"
        case .connectionLost(let phase, let how): how.words(at: phase)
        case .givenUp(let span, let answer, let inDoubt):
            "given up after \(Wording.duration(milliseconds: span))"
                + (answer.map { "; the last answer was \($0)" } ?? "")
                + (inDoubt ? "; an earlier attempt is in doubt" : "")
        case .notSent: "could not be sent"
        case .returned(let effect, let status, let report):
            "\(effect.words)\(status.map { " (\($0))" } ?? ""); what was said: usher receive show \(report)"
        case .unknown(let coded): coded.words
        }
    }
}

extension LossReason {
    fileprivate func words(at phase: WirePhase) -> String {
        switch self {
        case .closed: "the relay closed the connection at \(phase.words)"
        case .timeout: "the relay did not answer in time at \(phase.words)"
        case .tls: "TLS broke at \(phase.words)"
        case .garbage: "the relay said something that is not SMTP at \(phase.words)"
        case .flood: "the relay's answer at \(phase.words) had no end"
        }
    }
}

extension Coded {
    /// The words for a code that another version wrote.
    var words: String { "'\(PlainText.shown(code))', which this version of usher does not know" }
}
