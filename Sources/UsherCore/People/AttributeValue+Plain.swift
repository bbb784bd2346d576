extension AttributeValue {
    /// As it is written in a file or a CSV field; `parse(_:as:)` reads it back. Commas in the items of a list are not
    /// told from those between them.
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
