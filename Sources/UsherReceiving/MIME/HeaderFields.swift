import UsherCore

/// The header fields of a message, of a part, or of one group of a delivery report (RFC 5322 2.2), as they stand there:
/// unfolded, in order, in any case, also where a blank line or a field is broken.
///
/// At most `most` fields and `longest` octets of them are kept; what is behind that is passed over.
package struct HeaderFields: Hashable, Sendable {
    package static let most = 500
    package static let longest = 64 * 1024

    package struct Field: Hashable, Sendable {
        /// The field's name, in lower case.
        package let name: String
        /// The field's value without the white space around it. Encoded words stay as they are.
        package let value: String
    }

    package private(set) var fields: [Field] = []
    private var octets = 0

    package init() {}

    /// The value of the first field called `name`, which is in lower case.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The value of the first field called `name`, as people read it: encoded words are decoded.
    package func text(_ name: String) -> String? { self[name].map(DecodedWords.read) }

    package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    mutating func append(_ field: Field) { fields.append(field) }

    /// Reads header fields up to the first empty line, or the first that is no field, and gives what stands behind it.
    /// A line that begins an mbox entry is passed over, and so is a field without a name.
    static func read(_ octets: ArraySlice<UInt8>) -> (HeaderFields, rest: ArraySlice<UInt8>) {
        var head = HeaderFields()
        var field: [UInt8] = []
        var lines = Lines(octets)
        while true {
            let start = lines.index
            guard let line = lines.next() else { break }
            guard let first = line.first else {
                head.take(field)
                return (head, octets[lines.index...])
            }
            if first.isBlank {
                if field.count < longest { field += line.prefix(longest) }
            } else if line.starts(with: "From ".utf8) || first == UInt8(ascii: ":") {
                head.take(field)
                field = []
            } else if nameEnd(line) != nil {
                head.take(field)
                field = Array(line.prefix(longest))
            } else {
                head.take(field)
                return (head, octets[start...])
            }
        }
        head.take(field)
        return (head, octets[octets.endIndex...])
    }

    /// The offset of the colon behind a name; nil for a line that begins no field.
    static func nameEnd(_ line: ArraySlice<UInt8>) -> Int? {
        let end = line.firstIndex { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: ":") } ?? line.endIndex
        guard end > line.startIndex, end < line.endIndex, line[end] == UInt8(ascii: ":") else { return nil }
        return end
    }

    private mutating func take(_ field: [UInt8]) {
        guard fields.count < Self.most, octets + field.count <= Self.longest, let colon = Self.nameEnd(field[...])
        else { return }
        octets += field.count
        fields.append(
            Field(
                name: String(decoding: field[..<colon], as: UTF8.self).lowercased(),
                value: Charset.text(field[(colon + 1)...].trimmed, named: nil)))
    }
}
