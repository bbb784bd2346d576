/// The type of value that a declared attribute may hold.
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
}

extension AttributeValue {
    /// The value as it is written in a file or a CSV field; `parse(_:as:)` reads it back. Commas in the items of a list
    /// are not told from those between them.
    package var plain: String {
        switch self {
        case .text(let text), .number(let text): text
        case .money(let money): money.words
        case .date(let date): date.description
        case .yesNo(let yes): yes ? "yes" : "no"
        case .list(let items): items.joined(separator: ", ")
        }
    }
}

extension AttributeValue {
    /// Negative, zero or positive, as this comes before, is the same as, or comes after `other`. Nil where the question
    /// has no answer: two types, two currencies, texts, yes/no and lists.
    package func order(against other: AttributeValue) -> Int? {
        switch (self, other) {
        case (.number(let left), .number(let right)): DecimalText.compare(left, right)
        case (.date(let left), .date(let right)): left == right ? 0 : left < right ? -1 : 1
        case (.money(let left), .money(let right)) where left.currency == right.currency:
            left.minorUnits == right.minorUnits ? 0 : left.minorUnits < right.minorUnits ? -1 : 1
        default: nil
        }
    }

    /// Whether both mean the same: `4` and `4.0` do, texts only letter for letter.
    package func means(_ other: AttributeValue) -> Bool { self == other || order(against: other) == 0 }

    /// Whether the value is nothing: an empty text or an empty list.
    package var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        case .number, .money, .date, .yesNo: false
        }
    }
}
