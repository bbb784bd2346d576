/// How a tag stands in Markdown while that is parsed: one private-use character, which Markdown takes for a letter of a
/// word.
enum Placeholder {
    private static let first: UInt32 = 0xF0000
    private static let last: UInt32 = 0xFFFFD

    /// More tags than this cannot stand in one message.
    static let limit = Int(last - first) + 1

    /// The placeholder of a tag. Indices beyond `limit` have none.
    static func text(_ index: Int) -> String {
        Unicode.Scalar(first + UInt32(clamping: index)).map { String(Character($0)) } ?? ""
    }

    /// The tag that a scalar stands for, of `count` tags.
    static func index(_ scalar: Unicode.Scalar, count: Int) -> Int? {
        guard (first...last).contains(scalar.value) else { return nil }
        let index = Int(scalar.value - first)
        return index < count ? index : nil
    }

    static func isReserved(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value >= first }
    }
}
