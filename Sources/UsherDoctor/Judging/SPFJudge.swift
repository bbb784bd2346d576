import UsherCore

/// The SPF record of the envelope's domain: is there one, can it be read, does a receiver come to its end within what
/// it looks up (RFC 7208 4.6.4), and does it keep others out? Which addresses the relay sends from is not known here.
enum SPFJudge {
    /// | The record | |
    /// | --- | --- |
    /// | ends with `~all` or `-all`, its own or that of `redirect=` | ok |
    /// | none, several, cannot be read, more look-ups than receivers make | wrong |
    /// | takes everybody: `+all`, an include that ends so, `ip4:0.0.0.0/0` | wrong |
    /// | has words behind `all`, or `redirect=` beside it: nobody reads them (5.1, 6.1) | wrong |
    /// | says nothing of others at its end | advice |
    static func judge(_ domain: String, lookup: @escaping DNSLookup) -> Finding {
        let about = "SPF of \(domain)"
        let answer = lookup(DNSQuestion(domain, .text))
        if let trouble = answer.trouble { return .unanswered(about, domain, trouble) }
        let texts = answer.texts.filter(SPFRecord.isOne)
        let repair = SPFRepair(domain: domain, text: texts.first ?? "")
        guard let text = texts.first else {
            return Finding(
                .wrong, about, "there is no record",
                wanted: "one TXT record that names what your relay sends from; its provider says what to include",
                remedy: repair.example)
        }
        guard texts.count == 1 else {
            return Finding(
                .wrong, about, "there are \(texts.count) records, and receivers take none of several",
                wanted: "one record with the words of all", remedy: repair.example)
        }
        var walk = SPFWalk(lookup: lookup)
        do {
            let end = try walk.walk(domain, text)
            try walk.lookUp()
            return finding(repair, end, walk)
        } catch {
            return Finding(
                error.grade, about, error.found, wanted: error.wanted, remedy: error.cure.map(repair.remedy),
                isUnanswered: error.grade == .unknown)
        }
    }

    private static func finding(_ repair: SPFRepair, _ end: SPFWalk.End, _ walk: SPFWalk) -> Finding {
        let about = "SPF of \(repair.domain)"
        let shown = PlainText.shortened(repair.text)
        if let word = walk.unread {
            return Finding(
                .wrong, about, "'\(shown)' has all, so that no receiver reads '\(PlainText.shortened(word))'",
                wanted: "all at its end, and no redirect= beside it", remedy: repair.closed)
        }
        switch end {
        case .takes(let word):
            return Finding(
                .wrong, about,
                "'\(shown)' takes everybody, by '\(PlainText.shortened(word))': whoever wants may send as you",
                wanted: "what your relay sends from, and ~all or -all at its end",
                remedy: repair.remedy(.drop([word])))
        case .open:
            return Finding(
                .advice, about, "'\(shown)' says nothing of others", wanted: "~all or -all at its end",
                remedy: repair.closed)
        case .closed:
            let count = Wording.count(walk.lookups, "look-up")
            return Finding(.ok, about, "'\(shown)', \(count) of at most \(SPFWalk.mostLookups)")
        }
    }
}
