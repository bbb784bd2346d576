import UsherCore

/// What one person got, did not get and will get, and why: the answer of `usher why`.
package struct PersonStory: Sendable, Encodable {
    package let address: String
    package let name: String?
    package let clock: String
    package let language: String
    package let stage: Stage?
    package let consent: [String]
    package let suppressions: [String]
    package let runs: [Run]
    /// Messages outside every sequence.
    package let notices: [Message]

    /// One run through one campaign.
    package struct Run: Sendable, Encodable {
        package let campaign: String
        package let key: String
        package let state: String
        package let entered: String
        package let messages: [Message]
        /// The names of the steps that come after the next one.
        package let later: [String]
    }

    package struct Message: Sendable, Encodable {
        package let delivery: Int64
        package let step: String
        package let state: DeliveryState
        /// When it was settled or is due, on the contact's clock and UTC.
        package let when: String
        package let why: String
    }
}

extension PersonStory {
    /// As people read it.
    package var lines: [String] {
        var lines = ["\(address)\(name.map { " (\($0))" } ?? "")"]
        lines.append("  on \(clock), reads \(language), stage: \(stage?.rawValue ?? "none yet")")
        lines += consent.map { "  \($0)" }
        lines += suppressions.map { "  \($0)" }
        for run in runs {
            lines.append("")
            lines.append(
                "\(run.campaign)\(run.key.isEmpty ? "" : " [\(run.key)]"): \(run.state); entered \(run.entered)")
            lines += run.messages.map(Self.line)
            if !run.later.isEmpty { lines.append("  then       \(run.later.joined(separator: ", "))") }
        }
        if runs.isEmpty { lines += ["", "In no campaign. Enter one with: usher enqueue CAMPAIGN \(address)"] }
        if !notices.isEmpty {
            lines += ["", "notices"]
            lines += notices.map(Self.line)
        }
        return lines
    }

    private static func line(_ message: Message) -> String {
        let word = message.state == .queued ? "next" : message.state.rawValue
        let padded = word.padding(to: 10)
        return "  \(padded) \(message.step)  \(message.when)\n             \(message.why)"
    }
}

extension String {
    /// Filled up with spaces on the right.
    package func padding(to width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }
}
