/// Which campaigns have to be paused, because providers would say the same soon: four complaints about one day's
/// marketing, or ten dead addresses that are more than a twentieth. A shop of seventy-five people sends so little that
/// four complaints are too many of any day's messages.
struct Breakers: Sendable {
    private var complaints: [String: [String: Int64]] = [:]
    private var bounces: [String: [String: Int64]] = [:]
    /// When the operator resumed each: what went before does not count any more.
    private var resumedAt: [String: Int64] = [:]
    /// Since when each is paused, on the world's clock.
    private(set) var paused: [String: UInt64] = [:]

    /// What went so near to midnight or to a resumption may count on either side of it.
    private static let margin: Int64 = 600_000
    /// What comes back counts for seven days.
    private static let counted: Int64 = 7 * 86_400_000 - margin

    /// Something is recorded that came back of a marketing message. `now`: milliseconds since the month began; `sent`:
    /// how many marketing messages the campaign may have sent, at most.
    mutating func hear(_ kind: Return.Kind, of mail: Witness.Mail, sent: Int, now: Int64, moment: UInt64) {
        let campaign = mail.campaign
        guard now - mail.at <= Self.counted, mail.at - Self.margin > resumedAt[campaign] ?? .min + 1 else { return }
        switch kind {
        case .complaint: complaints[campaign, default: [:]][mail.letter.id] = mail.at
        case .hard: bounces[campaign, default: [:]][mail.letter.id] = mail.at
        default: return
        }
        guard paused[campaign] == nil, isTooMuch(campaign, day: day(mail.at), sent: sent) else { return }
        paused[campaign] = moment
    }

    private func day(_ at: Int64) -> Int64? {
        let day = at.floored(86_400_000)
        let isNear = [at - Self.margin, at + Self.margin].contains { $0.floored(86_400_000) != day }
        return isNear ? nil : day
    }

    private func isTooMuch(_ campaign: String, day today: Int64?, sent: Int) -> Bool {
        let complained = (complaints[campaign] ?? [:]).values.count { today != nil && day($0) == today }
        let bounced = (bounces[campaign] ?? [:]).count
        return complained >= 4 || (bounced >= 10 && bounced * 20 > sent)
    }

    /// What went before does certainly not count any more.
    func begins(_ campaign: String) -> Int64 { (resumedAt[campaign] ?? 0) - Self.margin }

    mutating func resume(_ campaign: String, now: Int64) {
        resumedAt[campaign] = now
        complaints[campaign] = nil
        bounces[campaign] = nil
        paused[campaign] = nil
    }
}
