import UsherCore

/// What a column of another tool's export is, in the table of its format.
enum ListColumn: Hashable, Sendable {
    case field(DraftField)
    /// Halves of the name, which are joined.
    case first, last
    /// Says something of marketing.
    case says(Saying)
    /// When columns of this kind said it.
    case saidAt(Kind)
    /// Nothing that Usher keeps. An attribute that is declared by its name, or `--map`, makes it something.
    case left

    /// What two columns have in common of which one dates the other.
    enum Kind: Hashable, Sendable {
        case consent, suppression
    }

    /// What the cells of a column mean.
    struct Saying: Hashable, Sendable {
        /// By their text, in lower case.
        var texts: [String: ListedConsent.Word] = [:]
        /// Of an empty cell.
        var empty = ListedConsent.Word.nothing
        /// Of any other; nil refuses the row, for nobody guesses what people agreed to.
        var other: ListedConsent.Word?
        /// Of a cell that is the moment since when it is so.
        var moment: ListedConsent.Word?
        /// Whether the cell holds several, between `;` or `,`, in brackets and quotes or not.
        var isList = false
        /// Which column dates it.
        var dated: Kind?

        /// Whether some cell of it is a no.
        var canSayNo: Bool { words.contains { $0.reason != nil } }

        /// Whether it can only say yes: without it, nobody agrees who did not.
        var isYesAlone: Bool { words.allSatisfy { $0 == .yes || $0 == .nothing } }

        private var words: [ListedConsent.Word] { Array(texts.values) + [empty] + [other, moment].compactMap(\.self) }
    }

    /// A column that is filled where `word` is so, by the moment since when. Only a no is so whatever stands there.
    static func since(_ word: ListedConsent.Word) -> ListColumn {
        .says(Saying(other: word.reason == nil ? nil : word, moment: word))
    }

    /// A column of moments that is empty where `word` is so.
    static func empty(_ word: ListedConsent.Word) -> ListColumn { .says(Saying(empty: word, moment: .nothing)) }

    /// A column that says whether `word` is so.
    static func isSo(_ word: ListedConsent.Word, else no: ListedConsent.Word = .nothing) -> ListColumn {
        let texts = ["true", "yes", "1", "on"].map { ($0, word) } + ["false", "no", "0", "off"].map { ($0, no) }
        return .says(Saying(texts: Dictionary(uniqueKeysWithValues: texts)))
    }

    /// The same of a file of one's own, as people and spreadsheets write it; a moment says since when it is so.
    static func isSoHere(_ word: ListedConsent.Word, else no: ListedConsent.Word = .nothing) -> ListColumn {
        let yes = ["true", "yes", "y", "1", "on", "x", "ja", "j", "wahr", "oui", "sí", "si"]
        let texts = yes.map { ($0, word) } + ["false", "no", "n", "0", "off", "nein", "falsch", "non"].map { ($0, no) }
        return .says(Saying(texts: Dictionary(uniqueKeysWithValues: texts), moment: word))
    }

    /// What it says, where it says something of marketing.
    var saying: Saying? {
        if case .says(let saying) = self { saying } else { nil }
    }
}
