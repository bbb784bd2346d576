import UsherCore

/// An amount behind an event of an expectation: `buys 48.00 EUR`, `after a refund 5.00 EUR`.
enum ExpectationAmount {
    typealias Word = ExpectationWords.Word

    /// How many of `words`, from the first on, are an amount: two or none. A moment has no word of three capitals.
    static func length(in words: ArraySlice<Word>) -> Int {
        guard let number = words.first?.text, let currency = words.dropFirst().first?.text else { return 0 }
        let isCurrency = currency.utf8.count == 3 && currency.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        return isCurrency && number.first?.isNumber == true ? 2 : 0
    }

    /// Takes the amount from the beginning of `words`. Nil where there is none, or after saying what is wrong with it.
    static func take(from words: inout ArraySlice<Word>, log: ProblemLog) -> Money? {
        let amount = words.prefix(length(in: words))
        guard let first = amount.first else { return nil }
        words = words.dropFirst(amount.count)
        let text = amount.map(\.text).joined(separator: " ")
        do throws(AttributeValue.Fault) {
            guard case .money(let money) = try AttributeValue.parse(text, as: .money) else { return nil }
            return money
        } catch {
            log.add(at: first.place, "'\(PlainText.shortened(text))' \(error.reason)")
            return nil
        }
    }
}
