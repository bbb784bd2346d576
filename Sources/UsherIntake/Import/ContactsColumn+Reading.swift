import Foundation
import UsherCore

/// What was read of a row so far.
struct RowReading {
    var draft = Draft(.columns)
    var first: String?
    var last: String?
    var found: [ListedConsent.Found] = []
    var saidAt: Timestamp?

    /// The row as a whole, of a list that came from `tool`.
    mutating func finish(tool: String?) -> Draft {
        if first != nil || last != nil, draft[.name] == nil {
            draft[.name] = [first, last].compactMap(\.self).joined(separator: " ")
        }
        if let address = draft[.address], let shown = DisplayedAddress(address) {
            draft[.address] = shown.address
            if draft[.name] == nil { draft[.name] = shown.name }
        }
        if !found.isEmpty { draft.listed = ListedConsent(found, tool: tool ?? "list", at: saidAt) }
        return draft
    }
}

extension ContactsColumn {
    /// Puts into `row` what stands in its field here; nothing for an empty one. Throws one clause for octets that are
    /// no text, and for what says nothing that this column could say.
    func read(_ octets: ArraySlice<UInt8>, into row: inout RowReading) throws(Misreading) {
        if octets.isEmpty {
            if case .says(let saying, let name) = self, saying.empty != .nothing {
                row.found.append(ListedConsent.Found(word: saying.empty, evidence: "no \(name)", at: nil))
            }
            return
        }
        if self == .left { return }
        guard let text = String(validating: octets, as: UTF8.self) else {
            throw Misreading("\(place) is not UTF-8 (Latin-1, perhaps); save the file as UTF-8")
        }
        switch self {
        case .field(.tags): row.draft.tags = TagText.words(text)
        case .field(let field): row.draft[field] = text
        case .first: row.first = text
        case .last: row.last = text
        case .attribute(let name): row.draft.attributes[name] = text
        case .date(let name, let form):
            if form == nil, DateForm.isNamed(text) {
                throw Misreading(
                    "\(place) must be a date like 2026-12-04, not '\(PlainText.shown(text))'; where days are written so, name "
                        + "their form: --dates DD.MM.YYYY")
            }
            row.draft.attributes[name] = form?.read(text) ?? text
        case .tags(let format): row.draft.tags = format.words(text)
        case .says(let saying, let name): try say(text, saying, name, into: &row)
        case .saidAt: row.saidAt = Self.moment(text)
        case .left: break
        }
    }

    private func say(
        _ text: String, _ saying: ListColumn.Saying, _ name: String, into row: inout RowReading
    ) throws(Misreading) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let word = saying.texts[text.lowercased()] ?? saying.other else {
            throw Misreading(
                "\(place) says '\(PlainText.shown(text))', and that is none of "
                    + saying.texts.keys.sorted().map { "'\($0)'" }.joined(separator: ", "))
        }
        guard word != .nothing else { return }
        row.found.append(
            ListedConsent.Found(
                word: word, evidence: "\(name): \(PlainText.shown(text))",
                at: saying.isMoment ? Self.moment(text) : nil))
    }

    /// Of an export; those that say no offset are UTC.
    private static func moment(_ text: String) -> Timestamp? {
        do { return try Timestamp(parsing: text, clock: .utc) } catch { return nil }
    }

    private var place: String {
        switch self {
        case .field(let field): field.place(at: .columns)
        case .first: "column first_name"
        case .last: "column last_name"
        case .attribute(let name), .date(let name, _): DraftField.attributes.place(at: .columns, name)
        case .tags: DraftField.tags.place(at: .columns)
        case .says(_, let name): "column \(name)"
        case .saidAt, .left: "a column"
        }
    }
}
