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

    /// An empty text and an empty list are nothing.
    package var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        case .number, .money, .date, .yesNo: false
        }
    }
}
