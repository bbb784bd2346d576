import UsherCore

/// Options of the form `NAME=VALUE` that may be repeated.
enum PairOption {
    static func read(_ option: String, _ texts: [String]) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                throw CommandFailure(.usage, "\(option) \(PlainText.shown(text)): write NAME=VALUE")
            }
            guard pairs.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw CommandFailure(.usage, "\(option) \(PlainText.shown(parts[0])) is given twice")
            }
        }
        return pairs
    }
}
