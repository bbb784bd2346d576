import UsherCore

/// What a run begins with.
struct NewRun {
    let campaign: CampaignID
    let key: String
    var data: [String: String]
    var isOfOrder = false
    /// Nil for a run that no event began.
    var origin: Origin?

    /// The event that began a run, and when it happened.
    struct Origin {
        var event: EventID
        var at: Timestamp
    }
}
