import UsherCore

/// `usher status --json`, as far as scenarios read it.
struct StatusLine: Decodable {
    let deliveries: [String: Int]
    let overdue: Int
    let pauses: [Pause]
    let files: String?
    let daemonIsRunning: Bool

    struct Pause: Decodable {
        let paused: String
        let words: String
    }
}

/// One delivery of `usher queue list --json`.
struct QueueLine: Decodable, Hashable {
    let delivery: Int
    let address: String
    /// `campaign/step`.
    let message: String
    let state: String
    let inDoubt: Bool
    let attempts: Int
    let due: String?
    let code: String?
    let reason: String?
}

/// One message of `usher inbox list --json`.
struct InboxLine: Decodable {
    let name: String
    private let moment: Moment
    let recipients: [String]
    let subject: String?
    let messageID: String?
    let copy: Int

    var at: Timestamp { moment.timestamp }

    private enum CodingKeys: String, CodingKey {
        case name, moment = "at", recipients, subject, messageID, copy
    }
}

/// A moment as JSON has it: `2026-03-02T08:00:00Z`.
struct Moment: Decodable {
    let timestamp: Timestamp

    init(from decoder: any Decoder) throws {
        timestamp = try Timestamp(parsing: try decoder.singleValueContainer().decode(String.self), clock: .utc)
    }
}

/// `usher why --json`, as far as scenarios read it.
struct Story: Decodable {
    struct Run: Decodable {
        let campaign: String
        let messages: [Message]
    }

    struct Message: Decodable {
        let delivery: Int
        let step: String
        let state: String
        let why: String
    }

    let enrollments: [Run]
}

/// One line of `usher suppress list --json`.
struct SuppressedLine: Decodable {
    let address: String?
}
