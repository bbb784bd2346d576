/// Answers about texts that thousands of lines repeat: a zone, a language. What it keeps has a bound.
struct AnsweredTexts {
    private static let most = 1000
    /// Octets. No zone and no language is longer.
    private static let longest = 64
    private var answers: [String: String?] = [:]

    /// What `check` says about `text`, asked once for a text that comes again.
    mutating func fault(_ text: String, _ check: (String) -> String?) -> String? {
        if let answer = answers[text] { return answer }
        let fault = check(text)
        if answers.count < Self.most, text.utf8.count <= Self.longest { answers.updateValue(fault, forKey: text) }
        return fault
    }
}
