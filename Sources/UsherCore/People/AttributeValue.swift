/// What a declared attribute may hold.
package enum AttributeType: String, Sendable, Codable, CaseIterable {
    case text, number, money, date, list
    case yesNo = "yes/no"
}

/// The value of one attribute of a contact.
package enum AttributeValue: Hashable, Sendable, Codable {
    case text(String)
    /// A decimal number as written: `4`, `-1.50`. Kept as text so that nothing is rounded.
    case number(String)
    case money(Money)
    case date(CalendarDate)
    case yesNo(Bool)
    case list([String])

    package var type: AttributeType {
        switch self {
        case .text: .text
        case .number: .number
        case .money: .money
        case .date: .date
        case .yesNo: .yesNo
        case .list: .list
        }
    }
}

/// An amount in minor units of a currency: 4900 and `EUR` are 49.00 euros.
package struct Money: Hashable, Sendable, Codable {
    package let minorUnits: Int64
    /// ISO 4217, upper case.
    package let currency: String

    package init(minorUnits: Int64, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}
