import UsherCore

/// Whom a message that came back was for.
enum ReturnedRecipients {
    /// At most 20 of To and Cc.
    static func of(_ fields: HeaderFields) -> [EmailAddress] {
        let values = (fields.all("to") + fields.all("cc")).prefix(5)
        var found: [EmailAddress] = []
        for address in values.flatMap({ AddressText.all(in: $0, most: 20) }) where !found.contains(address) {
            found.append(address)
        }
        return Array(found.prefix(20))
    }
}
