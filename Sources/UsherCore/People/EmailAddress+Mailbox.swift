extension EmailAddress {
    /// The mailbox that an address most likely ends up in, for counting how often it is mailed to; never for who
    /// somebody is.
    ///
    /// | Address | Mailbox |
    /// | --- | --- |
    /// | `Ada+shop@example.org` | `ada@example.org` |
    /// | `a.d.a+1@googlemail.com` | `ada@gmail.com`: there dots mean nothing |
    /// | `"a+b"@example.org` | as it is: what is quoted has no tag |
    package var mailbox: String {
        guard !localPart.hasPrefix("\"") else { return "\(localPart)@\(domain)" }
        let isGoogle = MailboxProvider(domain: domain) == .google
        var name = localPart.lowercased()
        if let plus = name.firstIndex(of: "+"), plus > name.startIndex { name = String(name[..<plus]) }
        if isGoogle { name.removeAll { $0 == "." } }
        return "\(name)@\(isGoogle ? "gmail.com" : domain)"
    }

    /// Whether the address is its mailbox's own name: without a tag, and at gmail without dots.
    package var isMailbox: Bool { mailbox.hasPrefix("\(localPart.lowercased())@") || localPart.hasPrefix("\"") }
}
