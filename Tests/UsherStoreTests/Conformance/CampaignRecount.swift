import GRDB

@testable import UsherCore

/// What became of a campaign's messages, counted from the rows in plain loops, past the store: what its statements are
/// held against.
struct CampaignRecount {
    private struct Message {
        var id: Int64
        var step: Int64
        var enrollment: Int64
        var state: String
        var sentAt: Int64?
        var settledAt: Int64?
    }

    private struct Enrolled {
        var contact: Int64
        var campaign: Int64
        var enteredAt: Int64
        var startedAt: Int64?
        var heldOut: Bool
        var goalAt: Int64?
        var endedBy: Int64?
    }

    private let messages: [Message]
    private let enrollments: [Int64: Enrolled]
    private let steps: [Int64: Int64]
    /// When each person did what, by its name.
    private let deeds: [Int64: [(id: Int64, name: String, at: Int64)]]
    private let clicked: Set<Int64>
    private let unsubscribed: Set<Int64>
    private let returned: [String: Set<Int64>]

    init(_ scene: Scene) throws {
        var deeds: [Int64: [(id: Int64, name: String, at: Int64)]] = [:]
        let (rows, texts) = try DatabaseQueue(path: scene.folder("usher.sqlite")).read { database in
            func ids(_ sql: String) throws -> Set<Int64> { Set(try Int64.fetchAll(database, sql: sql)) }
            let events = Dictionary(
                try Row.fetchAll(database, sql: "SELECT id, at FROM events").map {
                    ($0["id"] as Int64, $0["at"] as Int64)
                }
            ) { first, _ in first }
            for row in try Row.fetchAll(database, sql: "SELECT id, contact, name, at FROM events") {
                deeds[row["contact"], default: []].append((row["id"], row["name"], row["at"]))
            }
            var goals: [Int64: Int64] = [:]
            var enrolled: [Int64: Enrolled] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT * FROM enrollments") {
                let id: Int64 = row["id"]
                enrolled[id] = Enrolled(
                    contact: row["contact"], campaign: row["campaign"], enteredAt: row["entered_at"],
                    startedAt: row["started_at"], heldOut: row["held_out"] as Int64 == 1, goalAt: nil,
                    endedBy: row["ended_by"])
                guard row["end_reason"] as String? == "goal_reached" else { continue }
                let endedBy: Int64? = row["ended_by"]
                goals[id] = endedBy.flatMap { events[$0] } ?? (row["ended_at"] as Int64)
            }
            var moved: [Int64: Int64] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT * FROM transitions WHERE enrollment IS NOT NULL") {
                let enrollment: Int64 = row["enrollment"]
                guard enrolled[enrollment]?.contact == row["contact"] as Int64 else { continue }
                moved[enrollment] = min(moved[enrollment] ?? .max, row["at"] as Int64)
            }
            for id in enrolled.keys { enrolled[id]?.goalAt = moved[id] ?? goals[id] }
            let messages = try Row.fetchAll(database, sql: "SELECT * FROM deliveries WHERE step IS NOT NULL").map {
                row in
                Message(
                    id: row["id"], step: row["step"], enrollment: row["enrollment"], state: row["state"],
                    sentAt: row["sent_at"], settledAt: row["settled_at"])
            }
            let steps = Dictionary(
                try Row.fetchAll(database, sql: "SELECT id, campaign FROM steps").map {
                    ($0["id"] as Int64, $0["campaign"] as Int64)
                }
            ) { first, _ in first }
            return (
                (messages, enrolled, steps),
                (
                    try ids("SELECT delivery FROM clicks WHERE who = 'person'"),
                    try ids("SELECT delivery FROM unsubscribes"),
                    try ids("SELECT delivery FROM returned WHERE effect = 'bounced' AND delivery IS NOT NULL"),
                    try ids("SELECT delivery FROM returned WHERE effect = 'complained' AND delivery IS NOT NULL")
                )
            )
        }
        (messages, enrollments, steps) = rows
        self.deeds = deeds
        (clicked, unsubscribed) = (texts.0, texts.1)
        returned = ["bounced": texts.2, "complained": texts.3]
    }

    func facts(
        of campaign: CampaignID, from: String = "0001-01-01", to: String = "9998-12-31",
        goal: CampaignGoal = .unknown, overBefore: Timestamp
    ) throws -> CampaignResults {
        func isIn(_ moment: Int64?) -> Bool {
            guard let moment else { return false }
            let day = ZoneClock.utc.wall(at: Timestamp(milliseconds: moment)).day.date.description
            return from <= day && day <= to
        }
        var facts = CampaignResults()
        for (step, owner) in steps where owner == campaign.value { facts.steps[StepID(step)] = .init() }
        for message in messages where steps[message.step] == campaign.value {
            guard let enrollment = enrollments[message.enrollment] else { continue }
            var counts = facts.steps[StepID(message.step)] ?? .init()
            if ["open", "held"].contains(message.state) { counts.waiting += 1 }
            if message.state == "bounced", message.sentAt == nil, isIn(message.settledAt) { counts.refused += 1 }
            if let sentAt = message.sentAt, isIn(sentAt) {
                counts.sent += 1
                if clicked.contains(message.id) { counts.clicked += 1 }
                if unsubscribed.contains(message.id) { counts.unsubscribed += 1 }
                if returned["bounced"]?.contains(message.id) == true { counts.bounced += 1 }
                if returned["complained"]?.contains(message.id) == true { counts.complained += 1 }
                if enrollment.startedAt ?? enrollment.enteredAt <= overBefore.milliseconds {
                    counts.over += 1
                    if let goal = enrollment.goalAt, goal >= sentAt {
                        counts.reached += 1
                        let isLast = !messages.contains { other in
                            guard other.enrollment == message.enrollment, let at = other.sentAt, at <= goal else {
                                return false
                            }
                            return (at, other.id) > (sentAt, message.id)
                        }
                        if isLast { counts.last += 1 }
                    }
                }
            }
            facts.steps[StepID(message.step)] = counts
        }
        for enrollment in enrollments.values
        where enrollment.campaign == campaign.value && isIn(enrollment.enteredAt)
            && enrollment.enteredAt <= overBefore.milliseconds
        {
            let reached = hasReached(enrollment, goal) ? 1 : 0
            if enrollment.heldOut {
                facts.heldOut.people += 1
                facts.heldOut.reached += reached
            } else {
                facts.entered.people += 1
                facts.entered.reached += reached
            }
        }
        return facts
    }

    private func hasReached(_ enrollment: Enrolled, _ goal: CampaignGoal) -> Bool {
        let end = enrollment.enteredAt + goal.time
        if let at = enrollment.goalAt, at <= end { return true }
        return (deeds[enrollment.contact] ?? []).contains { deed in
            guard deed.name == goal.event, (enrollment.enteredAt...end).contains(deed.at) else { return false }
            let wasWaiting = !enrollment.heldOut && enrollment.startedAt == nil
            return goal.isAnyEvent || wasWaiting && deed.id == enrollment.endedBy
        }
    }
}
