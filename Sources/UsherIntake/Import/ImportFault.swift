/// Why a contacts file cannot be read at all, or no further. Rows that are wrong are not faults: they are reported one
/// by one.
package enum ImportFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The system's own words.
    case unreadable(String)
    case empty
    case wrongEncoding(String)
    case noAddressColumn(found: [String])
    /// The first line holds a person.
    case noHeader
    case unknownColumn(String, hint: String)
    /// As both stand in the file: `email` is another name of `address`.
    case repeatedColumn(String, first: String)
    /// A mapping names a column that is not there.
    case noSuchColumn(String, hint: String)
    case badHeader(String)

    package var description: String {
        switch self {
        case .unreadable(let why): "the CSV file cannot be read: \(why)"
        case .empty: "the CSV file is empty"
        case .wrongEncoding(let name): "the CSV file is \(name); save it as UTF-8"
        case .noAddressColumn(let found):
            "the first line names no column 'address' or 'email'; it has \(found.map { "'\($0)'" }.joined(separator: ", "))"
        case .noHeader: "the first line must name the columns, such as address,name,zone,language"
        case .unknownColumn(let name, let hint):
            "unknown column '\(name)'"
                + (hint.isEmpty ? "; declare it under 'attributes' in config/usher.yaml, or remove it" : hint)
        case .noSuchColumn(let name, let hint): "the first line has no column '\(name)', which --map names\(hint)"
        case .repeatedColumn(let name, let first):
            name == first
                ? "the column '\(name)' stands there twice; keep one of them"
                : "'\(first)' and '\(name)' are the same column here; keep one of them"
        case .badHeader(let why): "the first line \(why)"
        }
    }
}
