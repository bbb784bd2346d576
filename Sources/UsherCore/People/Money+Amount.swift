extension Money {
    /// Minor units added up; what no `Int64` holds is the largest or smallest that it does. Money never wraps round.
    package static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflows) = left.addingReportingOverflow(right)
        return overflows ? (left < 0 ? .min : .max) : sum
    }

    /// With the currency's decimals, without the currency: `49.00`.
    package var amount: String {
        let decimals = Self.decimals(of: currency)
        let digits = String(minorUnits.magnitude)
        guard decimals > 0 else { return (minorUnits < 0 ? "-" : "") + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return (minorUnits < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}
