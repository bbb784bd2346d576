/// Decimal numbers compared as they are written, without rounding: `4`, `-1.50`, `0.1`.
enum DecimalText {
    /// Negative, zero or positive, as `left` is less than, equal to or greater than `right`; nil when one of them is no
    /// number.
    static func compare(_ left: String, _ right: String) -> Int? {
        guard let a = Parts(left), let b = Parts(right) else { return nil }
        if a.isNegative != b.isNegative { return a.isNegative ? -1 : 1 }
        let order = a.compareSize(to: b)
        return a.isNegative ? -order : order
    }

    private struct Parts {
        let isNegative: Bool
        /// The digits before the point, without leading zeros.
        let whole: ArraySlice<UInt8>
        /// The digits behind the point, without trailing zeros.
        let fraction: ArraySlice<UInt8>

        init?(_ text: String) {
            var rest = Array(text.utf8)[...]
            let hasMinus = rest.first == UInt8(ascii: "-")
            if hasMinus || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
            guard let head = parts.first, !rest.isEmpty, rest != [UInt8(ascii: ".")],
                parts.allSatisfy({ $0.allSatisfy(\.isDigit) })
            else { return nil }
            whole = head.drop { $0 == 0x30 }
            var tail = parts.count == 2 ? parts[1] : []
            while tail.last == 0x30 { tail = tail.dropLast() }
            fraction = tail
            isNegative = hasMinus && !(whole.isEmpty && fraction.isEmpty)
        }

        func compareSize(to other: Parts) -> Int {
            if whole.count != other.whole.count { return whole.count < other.whole.count ? -1 : 1 }
            if whole != other.whole { return whole.lexicographicallyPrecedes(other.whole) ? -1 : 1 }
            if fraction == other.fraction { return 0 }
            return fraction.lexicographicallyPrecedes(other.fraction) ? -1 : 1
        }
    }
}
