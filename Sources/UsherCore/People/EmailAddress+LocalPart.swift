extension EmailAddress {
    /// An address of Usher's own making at this address's domain, without the cost of parsing: for one envelope sender
    /// per message.
    ///
    /// Nil unless `text` is 1 to 64 lower-case letters, digits, `+` and `-`, and the whole stays within 254 octets.
    package func replacingLocalPart(with text: String) -> EmailAddress? {
        let length = text.utf8.count
        guard (1...64).contains(length), length + 1 + domain.utf8.count <= 254 else { return nil }
        let isPlain = text.utf8.allSatisfy { $0.isLowercase || $0.isDigit || "+-".utf8.contains($0) }
        return isPlain ? EmailAddress(checkedLocalPart: text, domain: domain) : nil
    }
}
