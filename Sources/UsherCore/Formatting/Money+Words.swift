extension Money {
    /// `49.00 EUR`, the same in every command.
    package var words: String { "\(amount) \(currency)" }
}
