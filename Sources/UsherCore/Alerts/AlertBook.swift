import Foundation

/// Something that a human should know of, as long as it lasts.
package struct Trouble: Hashable, Sendable {
    /// The subject of the trouble, the same each time: `relay`, `campaign thanks`, `disk`.
    package var subject: String
    /// The words for people in a line or two: what is wrong and what to do.
    package var sentence: String
    /// How long it may last, in milliseconds, before anybody is told.
    package var patience: Int64

    package init(_ subject: String, _ sentence: String, patience: Int64 = 0) {
        self.subject = subject
        self.sentence = sentence
        self.patience = patience
    }
}

/// A message to a human about a trouble.
package struct Alert: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case began, still, over
    }

    package var kind: Kind
    package var subject: String
    package var sentence: String

    package init(_ kind: Kind, _ subject: String, _ sentence: String) {
        self.kind = kind
        self.subject = subject
        self.sentence = sentence
    }
}

/// The troubles that a human was told of, so that each is told once in six hours, and once when it is over.
///
/// | A trouble | Alert |
/// | --- | --- |
/// | lasts for longer than its patience, and was not told of in six hours | began |
/// | lasts, and six hours are over since somebody was told | still |
/// | was told of, and is gone for ten minutes | over |
/// | comes back within six hours of when it was told | none before these are over |
/// | is gone before anybody was told | none |
///
/// An alert is due at each look until somebody was told (`note`).
package struct AlertBook: Codable, Hashable, Sendable {
    private struct Entry: Codable, Hashable, Sendable {
        var sentence: String
        var since: Timestamp
        var saidAt: Timestamp?
        var goneAt: Timestamp?
        var isOver = false
    }

    private var entries: [String: Entry] = [:]

    /// How long nobody is told of the same trouble again, in milliseconds.
    package static let pause: Int64 = 6 * 3_600_000
    package static let rest: Int64 = 10 * 60_000
    /// Subjects that are remembered; more of them are not told of.
    static let most = 200

    package init() {}

    /// Reads a book that was written down; nil for what is no such text.
    package init?(text: String) {
        guard let book = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
        self = book
    }

    package var text: String? { try? SortedJSON.text(of: self) }

    /// Takes in what is wrong at `now`, and says what is to be told: what began, then what lasts, then what is over,
    /// each by its subject. A second call says the same, until `note` is called.
    package mutating func look(_ troubles: [Trouble], now: Timestamp) -> [Alert] {
        let alerts = troubles.sorted { $0.subject < $1.subject }.compactMap { lasts($0, now) }
        let present = Set(troubles.map(\.subject))
        let ends = entries.keys.sorted().filter { !present.contains($0) }.compactMap { isGone($0, now) }
        return alerts.filter { $0.kind == .began } + alerts.filter { $0.kind == .still } + ends
    }

    /// Notes that somebody was told at `now`.
    package mutating func note(_ alert: Alert, now: Timestamp) {
        guard var entry = entries[alert.subject] else { return }
        entry.isOver = alert.kind == .over
        if !entry.isOver { entry.saidAt = now }
        entries[alert.subject] = entry
    }

    private mutating func lasts(_ trouble: Trouble, _ now: Timestamp) -> Alert? {
        guard entries[trouble.subject] != nil || entries.count < Self.most else { return nil }
        var entry = entries[trouble.subject] ?? Entry(sentence: trouble.sentence, since: now)
        defer { entries[trouble.subject] = entry }
        entry.goneAt = nil
        entry.sentence = trouble.sentence
        // A calendar that was set back begins anew.
        entry.since = min(entry.since, now)
        guard now.since(entry.since) >= trouble.patience else { return nil }
        if let said = entry.saidAt, said <= now, now.since(said) < Self.pause { return nil }
        return Alert(
            entry.saidAt == nil || entry.isOver ? .began : .still, trouble.subject, trouble.sentence)
    }

    private mutating func isGone(_ subject: String, _ now: Timestamp) -> Alert? {
        guard var entry = entries[subject] else { return nil }
        guard let said = entry.saidAt else {
            entries[subject] = nil
            return nil
        }
        let gone = min(entry.goneAt ?? now, now)
        entry.goneAt = gone
        entries[subject] = entry
        if entry.isOver {
            if now < said || now.since(said) >= Self.pause { entries[subject] = nil }
            return nil
        }
        return now.since(gone) >= Self.rest ? Alert(.over, subject, entry.sentence) : nil
    }
}
