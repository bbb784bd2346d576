import UsherCore

/// The `.expect` files of `config/campaigns/`.
enum ExpectationFolder {
    static let ending = ".expect"

    /// `campaigns`: the names of those that have a file, readable or not.
    static func read(
        _ disk: HomeDisk, campaigns: [String], names: ExpectationNames, log: ProblemLog
    ) -> [Expectation] {
        disk.entries("config/campaigns", log: log).filter { !$0.isFolder && $0.name.hasSuffix(ending) }.flatMap {
            entry -> [Expectation] in
            let file = "config/campaigns/\(entry.name)"
            let name = String(entry.name.dropLast(ending.count))
            guard campaigns.contains(name) else {
                let hint = Suggestion.phrase(for: name, in: campaigns)
                log.add(at: Place(file: file), "there is no campaign '\(PlainText.shortened(name))' beside it\(hint)")
                return []
            }
            guard let text = disk.text(file, log: log) else { return [] }
            return ExpectationReader.read(text, file: file, campaign: name, names: names, log: log)
        }
    }
}
