extension EmailAddress {
    /// For rows the store wrote itself, from their wire form: only what keeps a damaged row off the wire is looked at
    /// again. Nil for one without exactly one `@` inside it, with a control character or a space, or longer than 254
    /// octets.
    package init?(stored wire: String) {
        var at: String.Index?
        var length = 0
        for index in wire.utf8.indices {
            let octet = wire.utf8[index]
            length += 1
            if octet <= 0x20 || octet == 0x7F { return nil }
            guard octet == UInt8(ascii: "@") else { continue }
            guard at == nil else { return nil }
            at = index
        }
        guard let at, at > wire.startIndex, length <= 254 else { return nil }
        let domain = wire.utf8.index(after: at)
        guard domain < wire.endIndex else { return nil }
        self.init(checkedLocalPart: String(wire[..<at]), domain: String(wire[domain...]))
    }
}
