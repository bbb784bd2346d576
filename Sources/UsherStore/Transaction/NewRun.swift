import UsherCore

/// What a run begins with.
struct NewRun {
    let campaign: CampaignID
    let key: String
    var data: [String: String]
    var isOfOrder = false
}
