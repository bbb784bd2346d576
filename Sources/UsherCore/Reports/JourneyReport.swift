/// The journey in numbers, over a period: what `usher report` shows, prints as JSON and as CSV.
package struct JourneyReport: Hashable, Sendable, Codable {
    /// The first and the last UTC day, both included: `2026-11-22`.
    package var from: String
    package var to: String
    /// The eight stages, in order.
    package var stages: [StageLine]
    /// People without a stage, at the end of the period.
    package var withoutStage: Int
    /// The moves in the order of the journey; those from nowhere first.
    package var arrows: [ArrowLine]
    /// The campaigns by name.
    package var campaigns: [CampaignLine]
    /// The traffic sources where campaigns met people, the busiest first.
    package var sources: [SourceLine]

    /// The numbers of one stage.
    package struct StageLine: Hashable, Sendable, Codable {
        package var stage: Stage
        /// The shop's name for the stage.
        package var label: String
        /// How many people stand there at the end of the period, which is now where it is not over.
        package var people: Int
        /// How many people came to it, and left it, in the period.
        package var came: Int
        package var left: Int
        /// The median stay of those who left, in milliseconds; nil where nobody did.
        package var medianStayMilliseconds: Int64?
        /// The stage where the smallest part of the people moves on, as far as enough of them have stood there long
        /// enough (`Stalling`).
        package var stalls: Bool
    }

    /// The moves between two stages.
    package struct ArrowLine: Hashable, Sendable, Codable {
        /// The stage before; nil for moves from nowhere.
        package var from: Stage?
        package var to: Stage
        package var intended: Int
        package var accidental: Int
        package var stated: Int
        /// People move here by accident, and no campaign brings anybody to `to`: the place for the next one.
        package var wantsCampaign: Bool

        package var count: Int { intended + accidental + stated }
    }

    /// The numbers of one campaign.
    package struct CampaignLine: Hashable, Sendable, Codable {
        package var name: String
        /// The move between stages, such as `convert -> excite`; nil for a campaign that the files have no longer.
        package var moves: String?
        package var source: TrafficSource?
        package var visits: Int
        /// Visits that no person made.
        package var scannerVisits: Int
        package var entered: Int
        /// People whom it moved to where it leads.
        package var moved: Int
        package var heldOut: Int
        /// How many people were held out, and moved anyway.
        package var heldOutMoved: Int
        /// The numbers of its steps, in their order.
        package var steps: [StepLine]
        package var money: [Money]
    }

    package struct StepLine: Hashable, Sendable, Codable {
        package var name: String
        package var sent: Int
        /// Messages of which a person followed a tracked link.
        package var clicked: Int
        /// Messages whose tracked links a scanner followed.
        package var scanned: Int
        /// Messages that came back in the period, because the address does not work.
        package var bounced: Int
        /// Messages that came back for any other reason.
        package var cameBack: Int
        /// Messages that people complained about.
        package var complained: Int
    }

    /// The numbers of all campaigns of one traffic source together.
    package struct SourceLine: Hashable, Sendable, Codable {
        package var source: TrafficSource
        package var campaigns: Int
        package var visits: Int
        package var entered: Int
        package var moved: Int
        package var money: [Money]
    }
}
