import Foundation
import UsherCore

/// What a column of a contacts file holds.
enum ContactsColumn: Hashable {
    case address, name, zone, language, key, stage, tags
    /// A column that nobody wants.
    case left
    case attribute(String, AttributeType)

    private static let builtIn: [String: ContactsColumn] = [
        "address": .address, "email": .address, "name": .name, "zone": .zone, "language": .language, "key": .key,
        "stage": .stage, "tags": .tags,
    ]

    /// The columns that the fields of the first line name, or that `map` says they are. Case and the spaces around a
    /// name do not count.
    static func named(
        _ names: [String], attributes: [String: AttributeDeclaration], map: ColumnMap = ColumnMap()
    ) throws(ImportFault) -> [ContactsColumn] {
        let found = names.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        if let missing = map.names.keys.sorted().first(where: { !found.contains($0) }) {
            throw .noSuchColumn(missing, hint: Suggestion.phrase(for: missing, in: found))
        }
        let lower = found.map { map.names[$0] ?? $0 }
        let known = builtIn.keys.sorted() + attributes.keys.sorted()
        if lower.contains(where: { $0.contains("@") }) { throw .noHeader }
        var columns: [ContactsColumn] = []
        for name in lower {
            if name == ColumnMap.nothing {
                columns.append(.left)
                continue
            }
            let attribute = attributes[name].map { ContactsColumn.attribute(name, $0.type) }
            guard let column = builtIn[name] ?? attribute else {
                throw .unknownColumn(PlainText.shortened(name), hint: Suggestion.phrase(for: name, in: known))
            }
            guard !columns.contains(column) else { throw .repeatedColumn(name) }
            columns.append(column)
        }
        guard columns.contains(.address) else { throw .noAddressColumn(found: lower) }
        return columns
    }

    var title: String {
        switch self {
        case .address: "address"
        case .name: "name"
        case .zone: "zone"
        case .language: "language"
        case .key: "key"
        case .stage: "stage"
        case .tags: "tags"
        case .left: ""
        case .attribute(let name, _): name
        }
    }
}
