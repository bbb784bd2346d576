import UsherCore

/// What an enrollment begins with.
struct NewEnrollment {
    let campaign: CampaignID
    let key: String
    var data: [String: String]
    var isOfOrder = false
    /// Nil for an enrollment that no event began.
    var origin: Origin?

    /// The event that began an enrollment, and when it happened.
    struct Origin {
        var event: EventID
        var at: Timestamp
    }
}
