extension Campaign {
    /// The end of the offer for an enrollment that begins now, to be kept in its data as `offer_ends`: a day on the
    /// contact's clock when the campaign counts in whole days, else a moment. Empty for a campaign without a deadline.
    package func deadline(for contact: Contact, plan: Plan, now: Timestamp) -> [String: String] {
        guard let offerEndsAfter else { return [:] }
        let clock = plan.settings.clock(of: contact.zone)
        return ["offer_ends": Self.deadline(offerEndsAfter, from: now, clock: clock)]
    }

    static func deadline(_ span: Int64, from start: Timestamp, clock: ZoneClock) -> String {
        if span % 86_400_000 == 0 {
            return clock.wall(at: start).day.adding(days: Int(span / 86_400_000)).date.description
        }
        let wall = ZoneClock.utc.wall(at: start.adding(milliseconds: span))
        return "\(wall.day.date)T\(Wording.wall(wall).suffix(5))Z"
    }
}
