/// What the words of a refusal give away, where its code cannot be trusted.
///
/// A phrase stands here only if it says one thing in every server that uses it; whatever is ambiguous is left to the
/// code, and what the code leaves open is no proof about a person. `ServerText` takes out what a server only repeats.
enum RefusalText {
    struct Hints: OptionSet, Hashable {
        let rawValue: UInt32

        /// Our address, our account, or our right to send through this relay.
        static let sender = Hints(rawValue: 1)
        /// Block lists, reputation, spam, authentication of the domain.
        static let reputation = Hints(rawValue: 2)
        /// Slower.
        static let rate = Hints(rawValue: 4)
        /// Some limit; weaker than the words about a size or a full mailbox.
        static let limit = Hints(rawValue: 8)
        /// Somebody's rules; weaker than the words that a person is unknown.
        static let policy = Hints(rawValue: 16)
        static let unknownRecipient = Hints(rawValue: 32)
        /// Words such as "not available": about the recipient, and no proof.
        static let unavailable = Hints(rawValue: 64)
        static let mailboxFull = Hints(rawValue: 128)
        /// This one mailbox gets too much at the moment.
        static let busyMailbox = Hints(rawValue: 256)
        static let tooBig = Hints(rawValue: 512)

        /// Slower, in words that a single recipient's server uses about itself too: they count before a recipient is
        /// named, and in a 5xx.
        static let pace = Hints(rawValue: 1024)
        static let greylisted = Hints(rawValue: 2048)
        /// Our account, unless it is `theirMailbox`.
        static let suspended = Hints(rawValue: 4096)
        static let theirMailbox = Hints(rawValue: 8192)
        /// About us, unless the server says what is wrong with the recipient: then it is advice.
        static let perhapsSender = Hints(rawValue: 1 << 14)
        /// Words that concern only this recipient, whoever is blamed for it.
        static let thisRecipient = Hints(rawValue: 1 << 15)
        /// A mailbox that is closed or locked: about the recipient, and no proof.
        static let gone = Hints(rawValue: 1 << 16)
        /// Nobody could find out: no proof, whatever is said beside it.
        static let trouble = Hints(rawValue: 1 << 17)
        /// Trouble perhaps: no proof without a code.
        static let doubt = Hints(rawValue: 1 << 18)
        /// What stands in the message.
        static let content = Hints(rawValue: 1 << 19)
        /// An account that is unknown: the recipient's by its code.
        static let unknownAccount = Hints(rawValue: 1 << 20)
        /// Nothing but a code's own meaning: "recipient address rejected", or no word at all.
        static let generic = Hints(rawValue: 1 << 21)
        /// No server takes mail for the domain: in reports, by whoever looked for one.
        static let noHost = Hints(rawValue: 1 << 22)
        /// A server was not reached, or not in time: in reports.
        static let unreached = Hints(rawValue: 1 << 23)
        /// An account that is closed: the recipient's in a report, and perhaps ours in the dialogue.
        static let closed = Hints(rawValue: 1 << 24)
        /// An address that is unknown or badly written, in words that a relay also uses for a sender: in reports.
        static let unknownLoosely = Hints(rawValue: 1 << 25)
        /// Something in the message that does harm: in reports.
        static let harmful = Hints(rawValue: 1 << 26)
        /// Something in the message that is not taken, or its form, and nothing else: in reports.
        static let forbidden = Hints(rawValue: 1 << 27)
        /// Somebody's rules or filters that refuse us, in words too common for the dialogue: in reports.
        static let distrust = Hints(rawValue: 1 << 28)
    }

    static func hints(in text: ServerText) -> Hints {
        var hints: Hints = text.namesBlockList ? [.reputation] : []
        if isGeneric(text.words) { hints.insert(.generic) }
        return phrases.meanings(in: text.words).reduce(into: hints) { $0.formUnion($1) }
    }

    private static func isGeneric(_ words: [Substring]) -> Bool {
        let plain = words.filter { word in !word.utf8.contains { $0.isDigit } }.map(String.init)
        guard !plain.isEmpty else { return true }
        return plain.allSatisfy(RefusalPhrases.generic.contains)
            && plain.contains(where: RefusalPhrases.recipients.contains)
    }

    private static let phrases = WordPhrases(RefusalPhrases.all + RefusalPhrases.foreign)
}
