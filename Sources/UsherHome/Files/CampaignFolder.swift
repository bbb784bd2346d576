import UsherCore

/// The files of `config/campaigns/`.
struct CampaignFolder {
    /// By name.
    private(set) var documents: [CampaignDocument] = []
    /// Campaigns whose files are there and could not be read: their templates are nobody's mistake.
    private(set) var unreadable: Set<String> = []

    var names: [String] { documents.map(\.name) + unreadable.sorted() }

    /// Of the campaigns whose steps could all be read.
    var stepNames: [String: [String]] {
        let complete = documents.filter(\.stepsAreComplete).map { ($0.name, $0.steps.map(\.name)) }
        return Dictionary(complete) { first, _ in first }
    }

    static func read(_ disk: HomeDisk, declared: DeclaredNames, log: ProblemLog) -> CampaignFolder {
        var folder = CampaignFolder()
        refuseStrangers(disk, log)
        for entry in disk.entries("config/campaigns", log: log) {
            let place = Place(file: "config/campaigns/\(entry.name)")
            if !entry.isFolder, entry.name.hasSuffix(ExpectationFolder.ending) { continue }
            if entry.isFolder, entry.name.hasSuffix(".yaml") {
                folder.unreadable.insert(String(entry.name.dropLast(5)))
                log.add(at: place, "this is a folder, not a file; a campaign is a file called NAME.yaml")
                continue
            }
            guard !entry.isFolder, entry.name.hasSuffix(".yaml") else {
                log.add(
                    at: place,
                    "this is not a campaign; a campaign is a file called NAME.yaml, and what to expect of it NAME.expect"
                )
                continue
            }
            let name = String(entry.name.dropLast(5))
            folder.unreadable.insert(name)
            guard Identifier.isOne(name, also: "-") else {
                log.add(at: place, Identifier.complaint(name, as: "a campaign's file name", also: "-"))
                continue
            }
            guard !TemplateFiles.ownFolders.contains(name) else {
                log.add(at: place, "a campaign cannot be called '\(name)': templates/\(name) is for something else")
                continue
            }
            let root = disk.text(place.file, log: log).flatMap { YAMLText.root(of: $0, file: place.file, log: log) }
            guard let document = root.flatMap({ CampaignDocument.read($0, name: name, declared: declared) })
            else { continue }
            folder.unreadable.remove(name)
            folder.documents.append(document)
        }
        return folder
    }

    /// A mistyped `journy.yaml` must not be overlooked.
    private static func refuseStrangers(_ disk: HomeDisk, _ log: ProblemLog) {
        let known = ["usher.yaml", "journey.yaml", "samples.yaml", "ladder.yaml", "rewards.yaml"]
        for entry in disk.entries("config", log: log) where !known.contains(entry.name) {
            guard entry.name.hasSuffix(".yaml") || entry.name.hasSuffix(".yml") else { continue }
            log.add(
                at: Place(file: "config/\(entry.name)"),
                "this is not a file that Usher reads"
                    + Suggestion.phrase(for: entry.name, in: known, orElse: "; campaigns belong in config/campaigns"))
        }
    }
}
