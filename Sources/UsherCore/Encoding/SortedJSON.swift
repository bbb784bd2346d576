import Foundation

/// Values as JSON documents, the same wherever Usher writes one: names in ascending order, slashes as they are.
package enum SortedJSON {
    /// The JSON on one line, or `indented` for people. Throws only what Foundation's encoder does.
    package static func octets(of value: some Encodable, indented: Bool = false) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if indented { encoder.outputFormatting.insert(.prettyPrinted) }
        return Array(try encoder.encode(value))
    }

    /// The same JSON as a text.
    package static func text(of value: some Encodable, indented: Bool = false) throws -> String {
        String(decoding: try octets(of: value, indented: indented), as: UTF8.self)
    }
}
