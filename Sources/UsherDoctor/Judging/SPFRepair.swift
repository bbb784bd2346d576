import UsherCore

/// A record to publish in the place of an SPF record that is wrong, or a command that shows what is wrong with
/// another's.
struct SPFRepair {
    enum Cure: Hashable {
        /// A word of a domain's record that cannot be: something else has to stand in its place.
        case replace(String, of: String)
        /// Words to leave out, because they take everybody, or nobody.
        case drop([String])
        /// Records of this type and name to look at: what is to be changed is more than one word.
        case look(String, of: String)
    }

    let domain: String
    let text: String

    /// The placeholder for the relay in a record that is offered.
    private static let relay = "include:YOUR-RELAYS-DOMAIN"

    /// The line of a zone for a domain that has no record yet.
    var example: String { zoneLine("v=spf1 \(Self.relay) ~all") }

    /// What repairs the record: a line of a zone, or a command.
    func remedy(_ cure: Cure) -> String {
        let words = text.split(separator: " ").map(String.init)
        switch cure {
        case .look(let type, let name): return ShellWord.command("dig +short \(type)", [name])
        case .replace(let word, let other):
            guard other == domain else { return remedy(.look("TXT", of: other)) }
            return closed(words.map { isSame($0, word) ? Self.relay : $0 })
        case .drop(let wrong):
            let left = words.filter { word in !wrong.contains { isSame(word, $0) } }
            return left.count == words.count ? example : closed(left)
        }
    }

    /// The same record with an `all` at its end that keeps others out, as a line of a zone.
    var closed: String { closed(text.split(separator: " ").map(String.init)) }

    /// A line of a zone with these words and an `all` that keeps others out. What the record was redirected to is
    /// included: beside `all`, `redirect=` would mean nothing, and every message would come from nowhere. Where nobody
    /// is left who may send, the relay's place is held.
    private func closed(_ all: [String]) -> String {
        var end = "~all"
        var words: [String] = []
        for word in all.dropFirst() {
            let lower = word.lowercased()
            switch lower {
            case "~all", "-all": end = lower
            case "?all", "+all", "all": break
            default:
                let target = word.dropFirst("redirect=".count)
                words.append(lower.hasPrefix("redirect=") ? "include:\(target)" : word)
            }
        }
        if words.allSatisfy({ $0.contains("=") }) { words.insert(Self.relay, at: 0) }
        return zoneLine((["v=spf1"] + words + [end]).joined(separator: " "))
    }

    /// Whether a word of the record is the one that is spoken of: `a` is `a:DOMAIN`.
    private func isSame(_ word: String, _ spoken: String) -> Bool {
        func plain(_ word: String) -> String {
            let lower = word.lowercased()
            return "+-~?".contains(lower.prefix(1)) ? String(lower.dropFirst()) : lower
        }
        let host = plain(word).prefix { $0 != "/" }
        let whole = host == "a" || host == "mx" ? "\(host):\(domain)" : String(host)
        return [plain(word), whole].contains(plain(spoken))
    }

    private func zoneLine(_ text: String) -> String { "\(domain). 3600 IN TXT \"\(text)\"" }
}
