import UsherCore

/// Answers about texts that thousands of lines repeat: a zone, a language. What it keeps has a bound.
struct AnsweredTexts {
    private static let most = 1000
    /// Octets. No zone and no language is longer.
    private static let longest = 64
    private var answers: [String: Answer] = [:]
    private var hints = Suggestion.Allowance()

    enum Answer: Hashable {
        /// What it is called.
        case name(String)
        /// Why it is none.
        case fault(String)
    }

    /// What `check` says about `text`, asked once for a text that comes again. It is told whether it may look for what
    /// was meant.
    mutating func answer(_ text: String, _ check: (_ text: String, _ mayHint: Bool) -> Answer) -> Answer {
        if let answer = answers[text] { return answer }
        let answer = check(text, hints.isLeft)
        if case .fault = answer { hints.take() }
        if answers.count < Self.most, text.utf8.count <= Self.longest { answers[text] = answer }
        return answer
    }
}
