/// Why a delivery was not sent, or goes once more. `docs/store.md` lists the codes.
package enum DeliveryReason: KeptAsCode {
    /// The enrollment has ended, and by what, where that is known.
    case enrollmentEnded(Enrollment.EndReason?)
    case campaignGone
    case stepGone
    case conditionNotMet
    case suppressed(Suppression.Reason)
    /// The person said no to marketing.
    case saidNo(Consent.Said)
    case noConsent
    case unconfirmed
    case softOptInIsOff
    /// The person said no before the last look, right before the message started.
    case withdrawn
    /// Another message of the person met an address that does not work.
    case bounced
    case erased
    case cancelledByHand
    /// No message could be made: a value is missing, say. The words are the composer's.
    case notComposed(words: String)
    /// The relay refused in this phase; `answer` is the reply's codes, without its text.
    case refused(WirePhase, answer: String)
    case needsSMTPUTF8
    case largerThan(limit: Int)
    case connectionLost(WirePhase, LossReason)
    case givenUp(afterMilliseconds: Int64, answer: String?, inDoubt: Bool)
    case notSent
    /// It was sent, and came back; what was heard of it is recorded under this number.
    case returned(ReturnEffect, status: String?, report: Int64)
    case unknown(Coded)
}

extension DeliveryReason {
    package init?(known coded: Coded) {
        let data = coded.data
        switch coded.code {
        case "run_ended":
            guard let end = data["end"] else {
                self = .enrollmentEnded(nil)
                return
            }
            guard let reason = Enrollment.EndReason(rawValue: end) else { return nil }
            self = .enrollmentEnded(reason)
        case "campaign_gone": self = .campaignGone
        case "step_gone": self = .stepGone
        case "condition_not_met": self = .conditionNotMet
        case "suppressed":
            guard let reason = data["why"].flatMap(Suppression.Reason.init) else { return nil }
            self = .suppressed(reason)
        case "said_no":
            guard let said = data["said"].flatMap(Consent.Said.init) else { return nil }
            self = .saidNo(said)
        case "no_consent": self = .noConsent
        case "unconfirmed": self = .unconfirmed
        case "soft_opt_in_off": self = .softOptInIsOff
        case "withdrawn": self = .withdrawn
        case "bounced": self = .bounced
        case "erased": self = .erased
        case "cancelled_by_hand": self = .cancelledByHand
        default: self.init(ofSending: coded)
        }
    }

    /// Reads the reason of what became of a delivery on its way.
    private init?(ofSending coded: Coded) {
        let data = coded.data
        let phase = data["at"].flatMap(WirePhase.init)
        switch coded.code {
        case "not_composed":
            guard let words = data["words"] else { return nil }
            self = .notComposed(words: words)
        case "refused":
            guard let phase, let answer = data["answer"] else { return nil }
            self = .refused(phase, answer: answer)
        case "needs_smtputf8": self = .needsSMTPUTF8
        case "too_large":
            guard let limit = data["limit"].flatMap({ Int($0) }) else { return nil }
            self = .largerThan(limit: limit)
        case "connection_lost":
            guard let phase, let how = data["how"].flatMap(LossReason.init) else { return nil }
            self = .connectionLost(phase, how)
        case "given_up":
            guard let span = data["after_ms"].flatMap({ Int64($0) }) else { return nil }
            self = .givenUp(afterMilliseconds: span, answer: data["answer"], inDoubt: data["in_doubt"] == "true")
        case "not_sent": self = .notSent
        case "returned":
            guard let effect = data["what"].flatMap(ReturnEffect.init),
                let report = data["report"].flatMap({ Int64($0) })
            else { return nil }
            self = .returned(effect, status: data["status"], report: report)
        default: return nil
        }
    }

    package var coded: Coded {
        switch self {
        case .enrollmentEnded(let end): Coded("run_ended", ["end": end?.rawValue])
        case .campaignGone: Coded("campaign_gone")
        case .stepGone: Coded("step_gone")
        case .conditionNotMet: Coded("condition_not_met")
        case .suppressed(let reason): Coded("suppressed", ["why": reason.rawValue])
        case .saidNo(let said): Coded("said_no", ["said": said.rawValue])
        case .noConsent: Coded("no_consent")
        case .unconfirmed: Coded("unconfirmed")
        case .softOptInIsOff: Coded("soft_opt_in_off")
        case .withdrawn: Coded("withdrawn")
        case .bounced: Coded("bounced")
        case .erased: Coded("erased")
        case .cancelledByHand: Coded("cancelled_by_hand")
        case .notComposed(let words): Coded("not_composed", ["words": words])
        case .refused(let phase, let answer): Coded("refused", ["at": phase.rawValue, "answer": answer])
        case .needsSMTPUTF8: Coded("needs_smtputf8")
        case .largerThan(let limit): Coded("too_large", ["limit": "\(limit)"])
        case .connectionLost(let phase, let how):
            Coded("connection_lost", ["at": phase.rawValue, "how": how.rawValue])
        case .givenUp(let span, let answer, let inDoubt):
            Coded("given_up", ["after_ms": "\(span)", "answer": answer, "in_doubt": inDoubt ? "true" : nil])
        case .notSent: Coded("not_sent")
        case .returned(let effect, let status, let report):
            Coded("returned", ["what": effect.rawValue, "status": status, "report": "\(report)"])
        case .unknown(let coded): coded
        }
    }
}
