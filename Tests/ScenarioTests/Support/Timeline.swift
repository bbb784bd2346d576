import Foundation
import TestSupport

/// Who got what, when: read back from the messages in the inbox.
struct Timeline {
    struct Entry {
        let at: Date
        let address: String
        /// `campaign/step`.
        let message: String
        let isMarketing: Bool

        /// `2026-03-02T08:00:00Z ada@example.org welcome/download`
        var line: String { "\(at.formatted(.iso8601)) \(address) \(message)" }
    }

    /// In order of arrival.
    let entries: [Entry]

    /// Everything that the home's inbox holds.
    init(of home: ScenarioHome) async throws {
        let lines: [InboxLine] = try await home.json("inbox", "list")
        entries = lines.map { line in
            let bytes = FileManager.default.contents(atPath: home("state/inbox/\(line.name).eml")) ?? Data()
            let mail = MailText(Array(bytes.prefix(4096)))
            return Entry(
                at: Date(timeIntervalSince1970: Double(line.at.milliseconds) / 1000),
                address: line.recipients.joined(separator: ","),
                message: mail.message ?? "?",
                isMarketing: mail.field("List-Id") != nil)
        }
    }

    /// One line per step (how many, the first, the last), a digest of all, and everything that `some` got.
    func summary(of some: [String]) async throws -> String {
        let steps = Dictionary(grouping: entries, by: \.message).sorted { $0.key < $1.key }
        var lines = steps.map { message, entries in
            let lines = entries.map(\.line).sorted()
            return "\(message) \(entries.count), \(lines.first ?? "") ... \(lines.last ?? "")"
        }
        let all = entries.map(\.line).sorted().map { "\($0)\n" }.joined()
        let digest = try await Program("/usr/bin/env", ["sha256sum"], input: all).wait().output.prefix(64)
        lines.append("all \(entries.count), SHA-256 of the sorted lines \(digest)")
        for address in some {
            lines.append("")
            lines += entries.filter { $0.address == address }.map(\.line).sorted()
        }
        return lines.map { "\($0)\n" }.joined()
    }
}
