import UsherCore

/// What a column of another tool's export is, in the table of its format.
enum ListColumn: Hashable, Sendable {
    case field(DraftField)
    /// Halves of the name.
    case first, last
    /// Says something of marketing.
    case says(Saying)
    /// When that was said.
    case saidAt
    /// Nothing that Usher keeps. An attribute that is declared by its name, or `--map`, makes it something.
    case left

    /// What the cells of a column mean.
    struct Saying: Hashable, Sendable {
        /// By their text, in lower case.
        var texts: [String: ListedConsent.Word] = [:]
        /// Of an empty cell.
        var empty = ListedConsent.Word.nothing
        /// Of any other; nil refuses the row, for nobody guesses what people agreed to.
        var other: ListedConsent.Word?
        /// Whether the cell is the moment at which it was said.
        var isMoment = false
    }

    /// A column that is filled where `word` is so, by the moment since when.
    static func since(_ word: ListedConsent.Word) -> ListColumn { .says(Saying(other: word, isMoment: true)) }

    /// A column that is empty where `word` is so.
    static func empty(_ word: ListedConsent.Word) -> ListColumn { .says(Saying(empty: word, other: .nothing)) }

    /// A column that says whether `word` is so.
    static func isSo(_ word: ListedConsent.Word, else no: ListedConsent.Word = .nothing) -> ListColumn {
        let texts = ["true", "yes", "1", "on"].map { ($0, word) } + ["false", "no", "0", "off"].map { ($0, no) }
        return .says(Saying(texts: Dictionary(uniqueKeysWithValues: texts)))
    }

    /// Whether it decides what a row says of marketing.
    var speaks: Bool {
        if case .says = self { true } else { false }
    }
}
