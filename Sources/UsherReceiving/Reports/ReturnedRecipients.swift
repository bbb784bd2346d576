import UsherCore

/// Whom a message that came back was for.
enum ReturnedRecipients {
    /// At most 20 of To and Cc.
    static func of(_ fields: HeaderFields) -> [EmailAddress] {
        let values = (fields.all("to") + fields.all("cc")).prefix(5)
        return Array(values.flatMap { AddressText.all(in: $0, most: 20) }.uniqued().prefix(20))
    }
}
