import UsherCore

extension Transition.Cause {
    /// Those that have no columns of their own; of those with something that may be missing, one without.
    package static let examples: [Transition.Cause] = [
        .stated(because: "bought at the fair"), .entered(CampaignID(3)), .told(source: nil),
        .told(source: "usher import"), .accident(event: "purchased"),
    ]
}
