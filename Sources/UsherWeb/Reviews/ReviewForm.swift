import UsherCore

/// What somebody thinks, as the review page's form posts it.
struct ReviewForm: Hashable, Sendable {
    static let scores = 1...10
    /// Characters, as the page's `maxlength` counts them: UTF-16 units, a line end being one.
    static let longestText = 1000

    /// One of `scores`.
    let score: Int
    /// Nil when nothing was written.
    let text: String?
    /// Whether the shop may show it, as the person said.
    let mayBeShown: Bool

    /// Throws a sentence for the person where it is no score, or no text that can be kept.
    init(_ form: [String: String]) throws(WebRefusal) {
        guard let score = form["score"].flatMap(Int.init), Self.scores.contains(score) else {
            throw .impossible(
                "Please choose one of the scores from \(Self.scores.lowerBound) to \(Self.scores.upperBound).")
        }
        let text = (form["text"] ?? "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard text.utf16.count <= Self.longestText else {
            throw .impossible(
                "The text is too long: \(Self.longestText) characters fit. Please go back and shorten it.")
        }
        guard PlainText.fault(text, longest: Self.longestText, lines: .several) == nil else {
            throw .impossible("The text contains characters that cannot be kept.")
        }
        self.score = score
        self.text = text.allSatisfy(\.isWhitespace) ? nil : text
        mayBeShown = form["public"] == "yes"
    }
}
