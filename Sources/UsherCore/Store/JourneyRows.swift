/// What became of an event.
package enum EventResult: Hashable, Sendable {
    case recorded([Consequence], Contact)
    case already
    case refused(EventRefusal)

    package var isRecorded: Bool {
        if case .recorded = self { true } else { false }
    }
}

/// The filter for a list of contacts.
package struct ContactFilter: Hashable, Sendable {
    package var stage: Stage?
    package var tag: String?
    /// Addresses after this one, for the next page.
    package var after: AddressKey?
    package var limit: Int

    package init(stage: Stage? = nil, tag: String? = nil, after: AddressKey? = nil, limit: Int = 100) {
        self.stage = stage
        self.tag = tag
        self.after = after
        self.limit = limit
    }
}

/// The journey in numbers, for the report.
package struct JourneyCounts: Hashable, Sendable {
    /// The kind of a move: from where to where, and what claimed it.
    package struct Arrow: Hashable, Sendable {
        /// The stage before; nil for moves from nowhere.
        package var from: Stage?
        package var to: Stage
        /// The campaign that claims it; nil when none does.
        package var campaign: CampaignID?
        package var kind: Kind

        package enum Kind: String, Sendable, Codable, CaseIterable {
            case intended, accidental, stated
        }

        package init(from: Stage?, to: Stage, campaign: CampaignID?, kind: Kind) {
            self.from = from
            self.to = to
            self.campaign = campaign
            self.kind = kind
        }
    }

    /// The counts of one campaign.
    package struct CampaignCount: Hashable, Sendable {
        package var visits = 0
        /// Visits that no person made.
        package var scannerVisits = 0
        package var entered = 0
        package var moved = 0
        package var heldOut = 0
        package var heldOutMoved = 0
        /// How many messages were sent, by step.
        package var sent: [StepID: Int] = [:]
        /// How many messages had a tracked link that a person followed, by step.
        package var clicked: [StepID: Int] = [:]
        /// How many messages had tracked links that a scanner followed, by step.
        package var scanned: [StepID: Int] = [:]
        /// How many messages came back, by what was heard of them, and by step.
        package var returned: [ReturnEffect: [StepID: Int]] = [:]
        /// Minor units by currency, of the events that its enrollments' goals were.
        package var money: [String: Int64] = [:]

        package init() {}
    }

    /// People at each stage at the end of the period, which is now where it is not over; nil is no stage. Who was
    /// erased after the period is among them.
    package var standing: [Stage?: Int]
    /// How many of the people at each stage came there longer ago than is usual (`Stalling`), at least.
    package var stoodLong: [Stage: Int]
    /// How many people made each move in the period.
    package var arrows: [Arrow: Int]
    /// The counts of the campaigns in the period.
    package var campaigns: [CampaignID: CampaignCount]
    /// Median milliseconds that people who left a stage in the period had stood there.
    package var medianStay: [Stage: Int64]

    package init(
        standing: [Stage?: Int] = [:], arrows: [Arrow: Int] = [:], campaigns: [CampaignID: CampaignCount] = [:],
        medianStay: [Stage: Int64] = [:], stoodLong: [Stage: Int] = [:]
    ) {
        self.stoodLong = stoodLong
        self.standing = standing
        self.arrows = arrows
        self.campaigns = campaigns
        self.medianStay = medianStay
    }
}

/// One line of the promoters' ledger.
package struct EarningRow: Hashable, Sendable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// A refund is still possible.
        case onHold = "on_hold"
        case payable
        case revoked
    }

    package var earning: Earning
    package var state: State
    package var at: Timestamp
    package var promoterAddress: String
    package var friendAddress: String

    package init(
        earning: Earning, state: State, at: Timestamp, promoterAddress: String, friendAddress: String
    ) {
        self.earning = earning
        self.state = state
        self.at = at
        self.promoterAddress = promoterAddress
        self.friendAddress = friendAddress
    }
}
