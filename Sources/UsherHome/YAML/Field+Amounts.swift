import UsherCore

extension Field {
    /// What something costs: `49.00 EUR`, at least `least` minor units.
    func price(atLeast least: Int64 = 0) -> Money? {
        guard case .money(let money)? = value(of: .money) else { return nil }
        guard money.minorUnits >= least else {
            return refuse("\(title) must be \(least > 0 ? "more than 0" : "0 or more"), not \(looks)")
        }
        return money
    }

    /// `10%`
    func percent(in range: ClosedRange<Int>) -> Int? {
        guard let scalar, scalar.hasSuffix("%"),
            let number = Int(scalar.dropLast().trimmingPrefix(while: { $0 == " " })), range.contains(number)
        else {
            return refuse(
                "\(title) must be a percentage from \(range.lowerBound)% to \(range.upperBound)%, not \(looks)")
        }
        return number
    }

    /// `on` or `off`.
    func isOn() -> Bool? {
        switch scalar {
        case "on", "true": true
        case "off", "false": false
        default: refuse("\(title) must be on or off, not \(looks)")
        }
    }
}
