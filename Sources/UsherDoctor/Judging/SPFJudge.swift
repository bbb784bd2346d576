import UsherCore

/// The SPF record of the envelope's domain: is there one, can it be read, and does a receiver come to its end within
/// ten look-ups (RFC 7208 4.6.4)? Which addresses the relay sends from is not known here.
enum SPFJudge {
    private static let mostLookups = 10

    static func judge(_ domain: String, lookup: @escaping DNSLookup) -> Finding {
        let about = "SPF of \(domain)"
        let remedy = "\(domain). 3600 IN TXT \"v=spf1 include:YOUR-RELAYS-DOMAIN ~all\""
        let answer = lookup(DNSQuestion(domain, .text))
        if let trouble = answer.trouble { return .unanswered(about, domain, trouble) }
        let texts = answer.texts.filter(SPFRecord.isOne)
        guard let text = texts.first else {
            return Finding(
                .wrong, about, "there is no record",
                wanted: "one TXT record that names what your relay sends from; its provider says what to include",
                remedy: remedy)
        }
        guard texts.count == 1 else {
            return Finding(
                .wrong, about, "there are \(texts.count) records, and receivers take none of several",
                wanted: "one record with the words of all", remedy: remedy)
        }
        var walk = Walk(lookup: lookup)
        do {
            let end = try walk.walk(domain, text)
            switch end {
            case "+"?:
                return Finding(
                    .wrong, about, "'\(shown(text))' ends with +all: whoever wants may send as you",
                    wanted: "~all or -all at its end", remedy: nil)
            case "?"?, nil:
                return Finding(
                    .advice, about, "'\(shown(text))' says nothing of others",
                    wanted: "~all or -all at its end", remedy: "\(domain). 3600 IN TXT \"\(closed(text))\"")
            default:
                let count = Wording.count(walk.lookups, "look-up")
                return Finding(.ok, about, "'\(shown(text))', \(count) of at most \(mostLookups)")
            }
        } catch {
            return Finding(
                error.grade, about, error.found, wanted: error.wanted, isUnanswered: error.grade == .unknown)
        }
    }

    private static func shown(_ text: String) -> String { PlainText.shortened(text) }

    private static func closed(_ text: String) -> String {
        let words = text.split(separator: " ").filter { $0.lowercased() != "?all" }
        return (words + ["~all"]).joined(separator: " ")
    }

    private struct Fault: Error {
        var grade = Finding.Grade.wrong
        let found: String
        let wanted: String
    }

    /// One way through a record and what it includes.
    private struct Walk {
        let lookup: DNSLookup
        var lookups = 0
        private var seen: Set<String> = []

        init(lookup: @escaping DNSLookup) { self.lookup = lookup }

        /// The qualifier of its `all`; nil where there is none.
        mutating func walk(_ domain: String, _ text: String) throws(Fault) -> Character? {
            seen.insert(domain)
            let record: SPFRecord
            do { record = try SPFRecord(text) } catch {
                throw Fault(
                    found: "the record of \(domain), '\(shown(text))', cannot be read: \(error.words)",
                    wanted: "a record without that; receivers take a broken one for an error")
            }
            var redirect: String?
            for term in record.terms {
                switch term {
                case .all(let qualifier): return qualifier
                case .asks: try count()
                case .include(let other):
                    try count()
                    _ = try follow(other, from: domain)
                case .redirect(let other): redirect = other
                }
            }
            guard let redirect else { return nil }
            try count()
            return try follow(redirect, from: domain)
        }

        private mutating func count() throws(Fault) {
            lookups += 1
            guard lookups <= mostLookups else {
                throw Fault(
                    found: "a receiver has to ask more than \(mostLookups) times, and takes that for an error",
                    wanted:
                        "fewer includes: write addresses as ip4: and ip6:, and leave out what does not send any more")
            }
        }

        private mutating func follow(_ other: String, from domain: String) throws(Fault) -> Character? {
            // What depends on the message is not known here.
            guard !other.contains("%") else { return "~" }
            guard !seen.contains(other) else {
                throw Fault(found: "\(domain) includes \(other), which leads back", wanted: "no circle")
            }
            let answer = lookup(DNSQuestion(other, .text))
            if let trouble = answer.trouble {
                throw Fault(
                    grade: .unknown, found: "no name server told of \(other): \(trouble)",
                    wanted: "an answer; try again")
            }
            let texts = answer.texts.filter(SPFRecord.isOne)
            guard texts.count == 1, let text = texts.first else {
                throw Fault(
                    found: "\(domain) includes \(other), which has \(texts.isEmpty ? "no SPF record" : "several")",
                    wanted: "the name that your relay's provider says")
            }
            let end = try walk(other, text)
            seen.remove(other)
            return end
        }
    }
}
