import UsherCore

/// What must happen to one sample person in one campaign: an entry of a `.expect` file beside the campaign.
///
/// ```
/// sam enters welcome on Fri 2026-11-20 23:50 -> download at once; crisp-folds on Mon 2026-11-23 09:30;
///   nothing after purchased on 2026-11-25 10:00
/// ```
///
/// Times are what the person's clock shows.
package struct Expectation: Hashable, Sendable {
    /// The sample's name in `config/samples.yaml`.
    package var person: String
    package var campaign: String
    /// What the person does at `entry`.
    package var start: Start
    /// Another zone than the sample's own, by its IANA name.
    package var zone: String?
    package var entry: WallTime
    /// What the person does meanwhile, in order of time.
    package var events: [Happening]
    /// In order of time.
    package var steps: [ExpectedStep]
    package var end: End
    package let place: Place
    /// Where `end` is said.
    let endPlace: Place

    package enum Start: Hashable, Sendable {
        /// As by `usher enqueue`.
        case enters
        /// An event, which starts the campaign or does not.
        case does(event: String, value: Money? = nil)
    }

    package struct Happening: Hashable, Sendable {
        /// The event's name.
        package var name: String
        package var at: WallTime
        /// Stands after a step of the same minute.
        package var followsStep = false
        /// What it is worth: what was paid, or is given back.
        package var value: Money?
    }

    package struct ExpectedStep: Hashable, Sendable {
        package var name: String
        package var at: WallTime
        /// Written as `at once`.
        package var isAtOnce: Bool
        package let place: Place
    }

    /// What may follow the expected steps.
    package enum End: Hashable, Sendable {
        /// No other step of the campaign, ever.
        case nothingMore
        /// `nothing after EVENT on MOMENT`: and this one least of all.
        case nothingAfter(event: String, at: WallTime)
        /// `and so on`
        case anything
    }
}
