import UsherCore

extension BreakerSubject {
    /// The `campaign` column: transactional mail's own relay has the number that it has in `attempts`.
    var number: Int64 {
        switch self {
        case .campaign(let campaign): campaign.value
        case .transactional: MailStream.transactional.attemptsNumber
        }
    }

    init(number: Int64) {
        self = number == MailStream.transactional.attemptsNumber ? .transactional : .campaign(CampaignID(number))
    }
}
