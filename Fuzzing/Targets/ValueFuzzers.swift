import UsherCore

extension Fuzzer {
    /// E-mail addresses.
    static let address = Fuzzer(
        "address", longest: 512,
        words: [
            "ada@example.org", "@", ".", "xn--", "bücher", "mailto:", "\u{3002}", "-", "+tag", "\u{200B}", "\"a b\"",
        ]
    ) { octets throws(Breach) in
        let text = String(decoding: octets, as: UTF8.self)
        let careful = try? EmailAddress(text)
        let quick = try? EmailAddress(utf8: octets[...])
        try hold(careful == quick, "There are two answers for \(text): \(careful as Any) and \(quick as Any)")
        _ = SpokenAddresses.in(text)
        guard let address = careful else { return }
        try hold(address.wire.utf8.count <= 254, "\(address) is too long.")
        try hold(address.wire.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }, "\(address) has a control character.")
        try hold(address.wire.count { $0 == "@" } == 1, "\(address) has more than one @.")
        try hold((try? EmailAddress(address.wire)) == address, "\(address) is another when it is read again.")
        try hold(EmailAddress(stored: address.wire) == address, "\(address) is another when it comes from a row.")
    }

    /// Short values of files, arguments and columns. The first octet says of what kind.
    static let value = Fuzzer(
        "value", longest: 256,
        words: [
            "3 days", "2 hours", "Mon-Fri", "09:00-17:00", "09:30", "2026-11-20", "T09:30:00Z", "+01:00", "tomorrow",
            "49.50 EUR", "yes", "no", "a, b", "999999999999999999", "-0", "at once", "Monday",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let kind = Int(input.next()) % (4 + AttributeType.allCases.count)
        let text = input.text
        let written: String
        do throws(Misreading) {
            guard let found = try canonical(text, kind) else { return }
            written = found
        } catch {
            return try hold(
                error.reason.utf8.count <= 1000 + 4 * octets.count, "A refusal is very long: \(error.reason)")
        }
        try hold((try? canonical(written, kind)) == written, "\(text) is written \(written), and read as another.")
    }

    /// How a value is written that can be; nil where there is no such form.
    private static func canonical(_ text: String, _ kind: Int) throws(Misreading) -> String? {
        switch kind {
        case 0: return "\(try Wait(parsing: text))"
        case 1: return "\(try TimeOfDay(parsing: text))"
        case 2: return "\(try SendWindow(parsing: text))"
        case 3:
            _ = try Timestamp(parsing: text, clock: clock)
            return nil
        default:
            _ = try? AttributeValue.parse(text, as: AttributeType.allCases[kind - 4])
            return nil
        }
    }

    private static let clock = ZoneClock.named("Europe/Berlin") ?? .utc

    /// HTML as an author may write it, looked at for what a reader plainly sees.
    static let visibleHTML = Fuzzer(
        "visible-html",
        words: [
            "<p>", "</p>", "<a href=\"https://x.example/\">", "</a>", "<style>", "</style>", "style=\"", "color:#fff",
            "font-size:0", "display:none", "<!--", "-->", "&amp;", "&#x41;", "<img alt=\"", "class=\"a\"", ".a{", "}",
            "@media", "!important", "<table><tr><td>", "hidden", "background:white", "rgb(0,0,0)", "<script>",
            "<![CDATA[",
        ]
    ) { octets throws(Breach) in
        let seen = VisibleHTML(octets)
        try hold(seen.text.utf8.count <= 4 * octets.count, "More is seen than stands there.")
        try hold(seen.links.count <= octets.count / 8, "More links are seen than can stand there.")
    }
}
