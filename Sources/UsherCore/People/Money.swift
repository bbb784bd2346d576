/// An amount in minor units of a currency: 4900 and `EUR` are 49.00 euros.
package struct Money: Hashable, Sendable, Codable {
    package let minorUnits: Int64
    /// The currency's ISO 4217 code, in upper case.
    package let currency: String

    package init(minorUnits: Int64, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Minor units added up; what no `Int64` holds is the largest or smallest that it does. Money never wraps round.
    package static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflows) = left.addingReportingOverflow(right)
        return overflows ? (left < 0 ? .min : .max) : sum
    }

    /// Amounts added up, one sum for each currency, in their order.
    package static func sums(_ amounts: [Money]) -> [Money] {
        var sums: [String: Int64] = [:]
        for money in amounts { sums[money.currency] = sum(sums[money.currency] ?? 0, money.minorUnits) }
        return sums.sorted { $0.key < $1.key }.map { Money(minorUnits: $0.value, currency: $0.key) }
    }

    /// The amount with the currency's decimals, without the currency: `49.00`.
    package var amount: String {
        let decimals = Self.decimals(of: currency)
        let digits = String(minorUnits.magnitude)
        guard decimals > 0 else { return (minorUnits < 0 ? "-" : "") + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return (minorUnits < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// How many decimals a currency has (ISO 4217): 2, but 0 for JPY and 3 for KWD.
    package static func decimals(of currency: String) -> Int {
        switch currency {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        case "CLF", "UYW": 4
        default: 2
        }
    }
}
