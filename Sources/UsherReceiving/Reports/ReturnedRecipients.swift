import UsherCore

/// The recipients of a message that came back.
enum ReturnedRecipients {
    /// The addresses in To and Cc, at most 20.
    static func of(_ fields: HeaderFields) -> [EmailAddress] {
        let values = (fields.all("to") + fields.all("cc")).prefix(5)
        return Array(values.flatMap { AddressText.all(in: $0, most: 20) }.uniqued().prefix(20))
    }
}
