import Foundation
import UsherCore

/// What a column of a contacts file holds.
enum ContactsColumn: Hashable {
    case field(DraftField)
    case attribute(String)
    /// A column that nobody wants.
    case left

    private static let builtIn =
        Dictionary(uniqueKeysWithValues: DraftField.columns.map { ($0.rawValue, $0) })
        .merging(["email": .address]) { first, _ in first }

    /// The columns that the fields of the first line name, or that `map` says they are. Case and the spaces around a
    /// name do not count.
    static func named(
        _ names: [String], attributes: [String: AttributeDeclaration], map: ColumnMap = ColumnMap()
    ) throws(ImportFault) -> [ContactsColumn] {
        let written = names.map { $0.trimmingCharacters(in: .whitespaces) }
        let found = written.map { $0.lowercased() }
        if let missing = map.names.keys.sorted().first(where: { !found.contains($0) }) {
            throw .noSuchColumn(missing, hint: Suggestion.phrase(for: missing, in: found))
        }
        let lower = found.map { map.names[$0] ?? $0 }
        let known = builtIn.keys.sorted() + attributes.keys.sorted()
        if lower.contains(where: { $0.contains("@") }) { throw .noHeader }
        var columns: [ContactsColumn] = []
        for (name, written) in zip(lower, written) {
            if name == ColumnMap.nothing {
                columns.append(.left)
                continue
            }
            let attribute = attributes[name].map { _ in ContactsColumn.attribute(name) }
            guard let column = builtIn[name].map(ContactsColumn.field) ?? attribute else {
                let called = map.names[written.lowercased()] == nil ? written : name
                throw .unknownColumn(PlainText.shortened(called), hint: Suggestion.phrase(for: name, in: known))
            }
            if let first = columns.firstIndex(of: column) {
                throw .repeatedColumn(PlainText.shortened(written), first: PlainText.shortened(names[first]))
            }
            columns.append(column)
        }
        guard columns.contains(.field(.address)) else {
            throw .noAddressColumn(found: written.map { PlainText.shortened($0) })
        }
        return columns
    }

    /// Puts into `draft` what stands in a row's field here; nothing for an empty one. Throws one clause for octets that
    /// are no text.
    func read(_ octets: ArraySlice<UInt8>, into draft: inout Draft) throws(Misreading) {
        if octets.isEmpty || self == .left { return }
        guard let text = String(validating: octets, as: UTF8.self) else {
            throw Misreading("\(place) is not UTF-8 (Latin-1, perhaps); save the file as UTF-8")
        }
        switch self {
        case .field(.tags): draft.tags = TagText.words(text)
        case .field(let field): draft[field] = text
        case .attribute(let name): draft.attributes[name] = text
        case .left: break
        }
    }

    private var place: String {
        switch self {
        case .field(let field): field.place(at: .columns)
        case .attribute(let name): DraftField.attributes.place(at: .columns, name)
        case .left: ""
        }
    }
}
