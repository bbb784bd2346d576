import UsherCore

/// The HTML of an e-mail as a frame of the dashboard shows it: in the light or in the dark whatever the browser around
/// it is, and with nothing that leads away from it. What it may do is the headers' to say (`DashboardHeaders.mail`);
/// this only makes a look of it. Pure.
///
/// | In the mail | In the frame |
/// | --- | --- |
/// | `(prefers-color-scheme: dark)` | a condition that is true in the dark, and in the light one that is not; `light` the other way round |
/// | `color-scheme: light dark`, `content="light dark"` | `dark` or `light` alone |
/// | `<link`, `<base`, `<iframe`, `<frame`, `<object`, `<embed` | elements of no meaning: a browser may connect with the host of one before any policy is asked |
/// | `<head>` | opens links in a new window, which the frame's sandbox refuses: a click does nothing |
struct MailDocument {
    private let octets: [UInt8]
    private let isDark: Bool
    private var out: [UInt8] = []
    private var hasHead = false

    static func octets(_ html: String, _ look: MailLook) -> [UInt8] {
        var document = MailDocument(Array(html.utf8), isDark: look == .dark)
        document.copy()
        return document.out
    }

    private init(_ octets: [UInt8], isDark: Bool) {
        self.octets = octets
        self.isDark = isDark
        out.reserveCapacity(octets.count + 64)
    }

    private mutating func copy() {
        var index = 0
        while index < octets.count {
            if let (end, replacement) = replacement(at: index) {
                out += replacement.utf8
                index = end
            } else {
                out.append(octets[index])
                index += 1
            }
        }
    }

    /// The text for the place of what begins at `index`, and where that ends; nil where it stays as it is.
    private mutating func replacement(at index: Int) -> (end: Int, String)? {
        switch octets[index] {
        case UInt8(ascii: "("): condition(index)
        case UInt8(ascii: "<"): element(index)
        case UInt8(ascii: "c"), UInt8(ascii: "C"): scheme(index)
        default: nil
        }
    }

    private func condition(_ index: Int) -> (end: Int, String)? {
        guard let colon = read(["(", " ", "prefers-color-scheme", " ", ":", " "], from: index) else { return nil }
        for (word, isOfDark) in [("dark", true), ("light", false)] {
            guard let end = read([word, " ", ")"], from: colon) else { continue }
            return (end, isOfDark == isDark ? "(min-width:0)" : "(max-width:0)")
        }
        return nil
    }

    private mutating func element(_ index: Int) -> (end: Int, String)? {
        for word in Self.speaking {
            if let end = read([word], from: index), !isName(end) { return (end, "<x-\(word.dropFirst())") }
        }
        guard !hasHead, let end = read(["<head"], from: index), !isName(end),
            let close = octets[end...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        hasHead = true
        return (close + 1, String(decoding: octets[index...close], as: UTF8.self) + "<base target=\"_blank\">")
    }

    private static let speaking = ["<link", "<base", "<iframe", "<frame", "<object", "<embed"]

    private func scheme(_ index: Int) -> (end: Int, String)? {
        let own = isDark ? "dark" : "light"
        for (head, both) in [
            (["color-scheme", " ", ":", " "], "color-scheme:\(own)"), (["content=\"", " "], "content=\"\(own)"),
        ] {
            guard let start = read(head, from: index) else { continue }
            for order in [["light", " ", "dark"], ["dark", " ", "light"]] {
                if let end = read(order, from: start), !isName(end) { return (end, both) }
            }
        }
        return nil
    }

    private func isName(_ index: Int) -> Bool {
        index < octets.count && (octets[index].isLetterOrDigit || octets[index] == UInt8(ascii: "-"))
    }

    /// The index at which `words` end that begin at `index`, in whatever letters; `" "` is any white space, or none.
    /// Nil where they do not stand there.
    private func read(_ words: [String], from index: Int) -> Int? {
        var end = index
        for word in words {
            if word == " " {
                while end < octets.count, octets[end].isBlank || octets[end] == 0x0A || octets[end] == 0x0D { end += 1 }
                continue
            }
            for octet in word.utf8 {
                guard end < octets.count, octets[end].lowercased == octet else { return nil }
                end += 1
            }
        }
        return end
    }
}
