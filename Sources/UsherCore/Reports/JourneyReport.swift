/// The journey in numbers, over a period: what `usher report` shows, prints as JSON and as CSV.
package struct JourneyReport: Hashable, Sendable, Codable {
    /// UTC days, included: `2026-11-22`.
    package var from: String
    package var to: String
    /// The eight, in order.
    package var stages: [StageLine]
    /// People without a stage, at the end of the period.
    package var withoutStage: Int
    /// In the order of the journey; those from nowhere first.
    package var arrows: [ArrowLine]
    /// By name.
    package var campaigns: [CampaignLine]
    /// Where campaigns met people, the busiest first.
    package var sources: [SourceLine]

    /// One stage.
    package struct StageLine: Hashable, Sendable, Codable {
        package var stage: Stage
        /// As the shop calls it.
        package var label: String
        /// At the end of the period, which is now where it is not over.
        package var people: Int
        /// In the period.
        package var came: Int
        package var left: Int
        /// Of those who left.
        package var medianStayMilliseconds: Int64?
        /// The stage where the smallest part of the people moves on, as far as enough of them have stood there long
        /// enough (`Stalling`).
        package var stalls: Bool
    }

    /// One arrow between two stages.
    package struct ArrowLine: Hashable, Sendable, Codable {
        /// Nil: from nowhere.
        package var from: Stage?
        package var to: Stage
        package var intended: Int
        package var accidental: Int
        package var stated: Int
        /// People move here by accident, and no campaign brings anybody to `to`: the place for the next one.
        package var wantsCampaign: Bool

        package var count: Int { intended + accidental + stated }
    }

    /// What one campaign did.
    package struct CampaignLine: Hashable, Sendable, Codable {
        package var name: String
        /// `convert -> excite`; nil for one that the files have no longer.
        package var moves: String?
        package var source: TrafficSource?
        package var visits: Int
        /// Visits that no person made.
        package var scannerVisits: Int
        package var entered: Int
        /// People whom it moved to where it leads.
        package var moved: Int
        package var heldOut: Int
        /// Held out, and moved anyway.
        package var heldOutMoved: Int
        /// In the order of the steps.
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

    /// What the campaigns of one traffic source did together.
    package struct SourceLine: Hashable, Sendable, Codable {
        package var source: TrafficSource
        package var campaigns: Int
        package var visits: Int
        package var entered: Int
        package var moved: Int
        package var money: [Money]
    }
}
