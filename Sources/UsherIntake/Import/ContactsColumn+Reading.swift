import Foundation
import UsherCore

/// What was read of a row so far.
struct RowReading {
    var draft = Draft(.columns)
    var first: String?
    var last: String?
    /// Other cells that may hold the person's address.
    var addresses: [String] = []
    var found: [ListedConsent.Found] = []
    /// What `found` is dated by, where another column says when it was said.
    var dating: [ListColumn.Kind?] = []
    var moments: [ListColumn.Kind: Timestamp] = [:]

    /// The row as a whole, of a list that came from `tool`.
    mutating func finish(tool: String?, _ purpose: ListReading.Purpose) -> Draft {
        if first != nil || last != nil, draft[.name] == nil {
            draft[.name] = [first, last].compactMap(\.self).joined(separator: " ")
        }
        switch purpose {
        case .people: showAddress()
        case .noes: takeAddresses()
        }
        for (index, kind) in dating.enumerated() where found[index].at == nil {
            found[index].at = kind.flatMap { moments[$0] }
        }
        if !found.isEmpty { draft.listed = ListedConsent(found, tool: tool ?? "list") }
        return draft
    }

    /// The first address that there is, and the name before it.
    private mutating func showAddress() {
        guard let address = draft[.address] ?? addresses.first else { return }
        let shown = DisplayedAddress(address)
        draft[.address] = shown?.address ?? address
        if draft[.name] == nil { draft[.name] = shown?.name }
    }

    /// Every address that stands in a cell for them: of those who must not be mailed none is passed over.
    private mutating func takeAddresses() {
        let all = ([draft[.address]].compactMap(\.self) + addresses).flatMap(DisplayedAddress.all)
        draft[.address] = all.first
        draft.furtherAddresses = Array(all.dropFirst())
    }
}

extension ContactsColumn {
    /// Puts into `row` what stands in its field here; nothing for an empty one. Throws one clause for octets that are
    /// no text, and for what says nothing that this column could say.
    func read(_ octets: ArraySlice<UInt8>, into row: inout RowReading) throws(Misreading) {
        if self == .left { return }
        guard let text = String(validating: octets, as: UTF8.self) else {
            throw Misreading("\(place) is not UTF-8 (Latin-1, perhaps); save the file as UTF-8")
        }
        if case .says(let saying, let name, let also) = self {
            try say(text, saying, name, into: &row)
            try also?.read(octets, into: &row)
        }
        if text.isEmpty { return }
        switch self {
        case .field(.tags): row.draft.tags = TagText.words(text)
        case .field(let field): row.draft[field] = text
        case .moreAddress: row.addresses.append(text)
        case .first: row.first = text
        case .last: row.last = text
        case .attribute(let name): row.draft.attributes[name] = text
        case .date(let name, let form):
            if form == nil, DateForm.isNamed(text) {
                throw Misreading(
                    "\(place) must be a date like 2026-12-04, not '\(PlainText.shown(text))'; where days are written so, name "
                        + "their form: --dates DD.MM.YYYY")
            }
            row.draft.attributes[name] = (form ?? .iso).read(text) ?? text
        case .tags(let format): row.draft.tags = format.words(text)
        case .saidAt(let kind): row.moments[kind] = Self.moment(text)
        case .says, .left: break
        }
    }

    private func say(
        _ text: String, _ saying: ListColumn.Saying, _ name: String, into row: inout RowReading
    ) throws(Misreading) {
        let parts = saying.isList ? Self.parts(text) : [Self.visible(text)]
        if parts.allSatisfy(\.isEmpty) {
            guard saying.empty != .nothing else { return }
            row.found.append(ListedConsent.Found(word: saying.empty, evidence: "no \(name)"))
            row.dating.append(saying.dated)
            return
        }
        for part in parts where !part.isEmpty {
            let moment = saying.moment == nil ? nil : Self.moment(part)
            let known = saying.texts[part.lowercased()]
            guard let word = known ?? (moment == nil ? nil : saying.moment) ?? saying.other else {
                let texts = saying.texts.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
                throw Misreading(
                    "\(place) says '\(PlainText.shown(part))', and that is "
                        + (texts.isEmpty ? "no moment such as 2026-11-30 09:00" : "none of \(texts)"))
            }
            guard word != .nothing else { continue }
            row.found.append(
                ListedConsent.Found(
                    word: word, evidence: "\(name): \(PlainText.shown(part))", at: known == nil ? moment : nil))
            row.dating.append(saying.dated)
        }
    }

    /// `["HARD_BOUNCE","UNSUBSCRIBED"]`, `one; other`: what stands between the brackets, each by itself.
    private static func parts(_ text: String) -> [String] {
        text.split(whereSeparator: { ";,[]{}\"".contains($0) }).map { visible(String($0)) }
    }

    /// Of an export; those that say no offset are UTC.
    private static func moment(_ text: String) -> Timestamp? {
        do { return try Timestamp(parsing: text, clock: .utc) } catch { return nil }
    }

    private var place: String {
        switch self {
        case .field(let field): field.place(at: .columns)
        case .moreAddress: DraftField.address.place(at: .columns)
        case .first: "column first_name"
        case .last: "column last_name"
        case .attribute(let name), .date(let name, _): DraftField.attributes.place(at: .columns, name)
        case .tags: DraftField.tags.place(at: .columns)
        case .says(_, let name, _): "column \(name)"
        case .saidAt, .left: "a column"
        }
    }
}
