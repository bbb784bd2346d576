import UsherCore

/// The `.expect` files of `config/campaigns/`.
enum ExpectationFolder {
    static let ending = ".expect"

    static func read(_ disk: HomeDisk, campaigns: CampaignFolder, names: ExpectationNames, log: ProblemLog)
        -> [Expectation]
    {
        disk.entries("config/campaigns", log: log).filter { !$0.isFolder && $0.name.hasSuffix(ending) }.flatMap {
            entry -> [Expectation] in
            let file = "config/campaigns/\(entry.name)"
            let name = String(entry.name.dropLast(ending.count))
            guard campaigns.names.contains(name) else {
                let hint = Suggestion.phrase(for: name, in: campaigns.names)
                log.add(at: Place(file: file), "there is no campaign '\(PlainText.shortened(name))' beside it\(hint)")
                return []
            }
            guard let text = disk.text(file, log: log) else { return [] }
            return ExpectationReader.read(text, file: file, campaign: name, names: names, log: log)
        }
    }
}
