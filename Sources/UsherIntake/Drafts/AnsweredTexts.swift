import UsherCore

/// Answers about texts that thousands of lines repeat: a zone, a language. What it keeps has a bound.
struct AnsweredTexts {
    private static let most = 1000
    /// Octets. No zone and no language is longer.
    private static let longest = 64
    private var answers: [String: String?] = [:]
    private var hints = Suggestion.Allowance()

    /// What `check` says about `text`, asked once for a text that comes again. It is told whether it may look for what
    /// was meant.
    mutating func fault(_ text: String, _ check: (_ text: String, _ mayHint: Bool) -> String?) -> String? {
        if let answer = answers[text] { return answer }
        let fault = check(text, hints.isLeft)
        if fault != nil { hints.take() }
        if answers.count < Self.most, text.utf8.count <= Self.longest { answers.updateValue(fault, forKey: text) }
        return fault
    }
}
