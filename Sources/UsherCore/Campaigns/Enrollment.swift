/// One contact's enrollment through one campaign, from entry to its end and reason.
package struct Enrollment: Hashable, Sendable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// Another stage-moving campaign has the contact; this one starts when that ends.
        case waiting
        case active
        /// Assigned to the group that gets nothing, to measure what the campaign really does.
        case heldOut = "held_out"
        case ended
    }

    /// Why an enrollment ended.
    package enum EndReason: String, Sendable, Codable, CaseIterable {
        /// The last step was settled.
        case finished
        case goalReached = "goal_reached"
        case stopped
        case left
        case suppressed
        case replaced
        /// The campaign's file went away.
        case removed
    }

    package var id: EnrollmentID
    package var contact: ContactID
    package var campaign: CampaignID
    /// The key that tells it from the contact's other enrollments in the campaign; empty when the campaign has none.
    package var key: String
    package var state: State
    package var endReason: EndReason?
    package var enteredAt: Timestamp
    /// The moment from which on it concerns the enrollment what the contact does: when the event happened that began
    /// it, which may be long before it was told; else the entry.
    package var since: Timestamp
    package var endedAt: Timestamp?
    /// The last step settled; nil before the first.
    package var lastStep: StepID?
    /// The moment at which the current wait began.
    package var anchorAt: Timestamp
    /// The data of what started it: an event's, or `enqueue --attr`'s extras. Texts by name, for `event.*`.
    package var data: [String: String]
    /// Begun by an order's event (`Event.isOfOrder`): it lives on for its transactional steps when the person says no
    /// to marketing.
    package var isOfOrder: Bool
    /// Whether it had its turn. False for one that ended while it waited: nothing of it was ever to be sent, so it
    /// moved nobody.
    package var hadItsTurn = true

    package init(
        id: EnrollmentID, contact: ContactID, campaign: CampaignID, key: String = "", state: State = .active,
        endReason: EndReason? = nil, enteredAt: Timestamp, endedAt: Timestamp? = nil, lastStep: StepID? = nil,
        anchorAt: Timestamp, data: [String: String] = [:], isOfOrder: Bool = false, since: Timestamp? = nil
    ) {
        self.id = id
        self.contact = contact
        self.campaign = campaign
        self.key = key
        self.state = state
        self.endReason = endReason
        self.enteredAt = enteredAt
        self.since = since.map { min($0, enteredAt) } ?? enteredAt
        self.endedAt = endedAt
        self.lastStep = lastStep
        self.anchorAt = anchorAt
        self.data = data
        self.isOfOrder = isOfOrder
    }
}

extension Enrollment {
    /// Ended by anything but its last step: then nothing of it is sent any more. An enrollment that came to its end in
    /// order may still have a step sent once more by `usher queue retry`.
    package var isCutShort: Bool { state == .ended && endReason != .finished }
}

extension Enrollment {
    /// The key under which an enrollment is kept: the requested one, and where earlier enrollments have it, `KEY~2`,
    /// `KEY~3`, so that a contact who enters again after `re_entry: after` has two enrollments to look at.
    package static func freeKey(_ requested: String, enrollments: [Enrollment]) -> String {
        let count = enrollments.count { $0.entered(with: requested) }
        return count == 0 ? requested : "\(requested)~\(count + 1)"
    }

    /// Whether this enrollment was asked for with `requested`.
    func entered(with requested: String) -> Bool {
        if key == requested { return true }
        guard key.hasPrefix(requested + "~") else { return false }
        let number = key.utf8.dropFirst(requested.utf8.count + 1)
        return !number.isEmpty && number.allSatisfy(\.isDigit)
    }
}

extension ReEntry {
    /// The word for it in a campaign's file.
    package var setting: String {
        switch self {
        case .never: "re_entry: never"
        case .eachKey: "re_entry: each key"
        case .after(let milliseconds): "re_entry: { after: \(Wording.duration(milliseconds: milliseconds)) }"
        }
    }
}
