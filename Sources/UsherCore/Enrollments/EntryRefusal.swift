/// Why a person may not enter a campaign.
package enum EntryRefusal: Hashable, Sendable {
    case suppressed(Suppression)
    /// The person said no to marketing, and the campaign has nothing else.
    case saidNo(Consent.Said)
    /// The campaign may not be entered again (yet).
    case reEntry(until: Timestamp?)
    /// Already in an enrollment of it with another key.
    case running(EnrollmentID)
    /// The campaign is for people who stand elsewhere.
    case stage(Stage?, needed: Stage?)
    case noSteps
}
