import Foundation
import UsherCore

/// What a column of a contacts file holds.
enum ContactsColumn: Hashable {
    case address, name, zone, language, key
    case attribute(String, AttributeType)

    private static let builtIn: [String: ContactsColumn] = [
        "address": .address, "email": .address, "name": .name, "zone": .zone, "language": .language, "key": .key,
    ]

    /// The columns that the fields of the first line name. Case and the spaces around a name do not count.
    static func named(
        _ names: [String], attributes: [String: AttributeDeclaration]
    ) throws(ImportFault) -> [ContactsColumn] {
        let lower = names.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let known = builtIn.keys.sorted() + attributes.keys.sorted()
        if lower.contains(where: { $0.contains("@") }) { throw .noHeader }
        var columns: [ContactsColumn] = []
        for name in lower {
            let attribute = attributes[name].map { ContactsColumn.attribute(name, $0.type) }
            guard let column = builtIn[name] ?? attribute else {
                throw .unknownColumn(Field.shortened(name), hint: Suggestion.phrase(for: name, in: known))
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
        case .attribute(let name, _): name
        }
    }
}
