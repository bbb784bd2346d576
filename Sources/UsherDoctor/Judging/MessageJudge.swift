import UsherCore

/// Says whether one e-mail is shown as it was meant, as far as it can be told from the message itself.
package enum MessageJudge {
    /// The facts about the message that are judged.
    package struct Facts: Sendable {
        /// The size of the whole message, in octets.
        package var size: Int
        /// The HTML part, decoded, in UTF-8.
        package var html: [UInt8]
        package var text: String
        /// The spam filter's answer; nil where no filter was asked, and then nothing is said of it.
        package var spam: SpamAnswer?

        package init(size: Int, html: [UInt8], text: String, spam: SpamAnswer?) {
            self.size = size
            self.html = html
            self.text = text
            self.spam = spam
        }
    }

    /// The size of HTML in octets behind which Gmail cuts it off.
    static let clipped = 102 * 1024

    /// | Found | |
    /// | --- | --- |
    /// | HTML above 102 KB | wrong: Gmail cuts off its end |
    /// | HTML above nine tenths of it | advice |
    /// | a picture without `alt` | advice |
    /// | no text part | wrong |
    /// | a text part that has less than half of the words of the HTML | advice |
    /// | what a mail client of many people does not show (`MailClientGap`) | advice, a line for each |
    /// | a spam filter's score at its limit or above | wrong; above half of it advice |
    package static func judge(_ facts: Facts) -> [Finding] {
        let inventory = HTMLInventory(facts.html)
        return [size(facts), pictures(inventory), text(facts)] + clients(inventory)
            + [facts.spam.map(spam)].compactMap(\.self)
    }

    private static func size(_ facts: Facts) -> Finding {
        let html = facts.html.count
        let found = "\((facts.size + 1023) / 1024) KB, of which \((html + 1023) / 1024) KB are HTML"
        guard html > clipped * 9 / 10 else { return Finding(.ok, "size", found) }
        return Finding(
            html > clipped ? .wrong : .advice, "size", found,
            wanted: "102 KB of HTML at most: Gmail cuts off the rest, the unsubscribe link with it")
    }

    private static func pictures(_ inventory: HTMLInventory) -> Finding {
        let bare = inventory.pictures.filter { $0.alt == nil }
        guard let first = bare.first else {
            return Finding(.ok, "pictures", "\(Wording.count(inventory.pictures.count, "picture")), none without words")
        }
        return Finding(
            .advice, "pictures",
            "\(bare.count) of \(inventory.pictures.count) have no 'alt': \(PlainText.shortened(first.source))",
            wanted: "words for who does not see it, or alt=\"\" for an ornament",
            remedy: "![WORDS](ADDRESS), or <img alt=\"WORDS\" ...>")
    }

    private static func text(_ facts: Facts) -> Finding {
        let about = "text part"
        let own = words(facts.text)
        guard !own.isEmpty else {
            return Finding(.wrong, about, "there is none", wanted: "the same in words, for who reads no HTML")
        }
        let shown = words(VisibleHTML(facts.html).text)
        let both = shown.intersection(own).count
        let share = shown.isEmpty ? 100 : both * 100 / shown.count
        let found = "it has \(share) of 100 words of the HTML"
        guard share < 50 else { return Finding(.ok, about, found) }
        return Finding(.advice, about, found, wanted: "the same message in both parts")
    }

    /// The words of a text, each once, in lower case. Words of three letters or fewer are left out: they are
    /// everywhere.
    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 3 }.map(String.init))
    }

    private static func clients(_ inventory: HTMLInventory) -> [Finding] {
        let gaps = MailClientGap.all.filter { $0.isIn(inventory) }
        guard !gaps.isEmpty else {
            return [
                Finding(
                    .ok, "mail clients",
                    "none of the \(MailClientGap.all.count) things that are known here to be missing in some")
            ]
        }
        return gaps.map {
            Finding(
                .advice, "mail clients: \($0.name)", "not shown by \($0.missing) (caniemail.com, tested \($0.tested))",
                wanted: "a message that does without")
        }
    }

    package static func spam(_ answer: SpamAnswer) -> Finding {
        switch answer {
        case .nobody:
            return Finding(
                .unknown, "spam filter", "none is installed here: rspamc, spamc or spamassassin",
                wanted: "one, to know a score")
        case .trouble(let program, let why):
            return Finding(.unknown, "spam filter", "\(program) gave no score: \(why)", wanted: "a score")
        case .score(let program, let score, let limit):
            let found = "\(program) gives \(tenths(score)) of \(tenths(limit))"
            let wanted = "less; it has not come over the net, so what senders and signatures count for is missing"
            if score >= limit { return Finding(.wrong, "spam filter", found, wanted: wanted) }
            return score * 2 > limit
                ? Finding(.advice, "spam filter", found, wanted: wanted) : Finding(.ok, "spam filter", found)
        }
    }

    private static func tenths(_ number: Double) -> String {
        // Whatever another program says: no score has more digits.
        let tenths = Int((max(-9999, min(9999, number.isNaN ? 0 : number)) * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}
