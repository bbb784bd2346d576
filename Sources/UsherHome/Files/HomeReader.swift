import UsherCore

/// Reads a home's `config/` and `templates/` strictly, and reports everything that is wrong at once.
package enum HomeReader {
    /// The files of `folder`, checked. Reads the disk and blocks: call it on a thread of your own. A second call reads
    /// again.
    ///
    /// Throws every error, by file, line and column; nothing is usable then, and the caller keeps what it had.
    package static func read(_ folder: String) throws(Problems) -> HomeFiles {
        let reading = inspect(folder)
        guard let files = reading.files else { throw Problems(reading.problems.bounded()) }
        return files
    }

    /// The same for `usher check`, which has more to look at (the templates' insides) even where something is wrong
    /// already.
    package static func inspect(_ folder: String) -> HomeReading {
        let disk = HomeDisk(folder: folder)
        let log = ProblemLog()
        let main = root("config/usher.yaml", disk, log)
        let settings = main.flatMap(SettingsDocument.read)
        if let main, settings?.settings.mode == .live { SampleLeftovers.warn(main) }
        let journey = root("config/journey.yaml", disk, log).flatMap(JourneyDocument.read)
        let hasLadder = disk.exists("config/ladder.yaml")
        let document = hasLadder ? root("config/ladder.yaml", disk, log).flatMap(LadderDocument.read) : .none
        let ladder = hasLadder ? document?.ladder : Ladder()
        let declared = DeclaredNames(
            attributes: settings?.attributes, unclearAttributes: settings?.unclearAttributes ?? [],
            events: journey?.journey.events,
            products: document?.isComplete == false ? nil : ladder?.packages.map(\.name),
            currency: ladder?.packages.first?.price.currency)
        let rewards = optional("config/rewards.yaml", disk, log).flatMap {
            RewardsDocument.read($0, declared: declared)
        }
        let samples = optional("config/samples.yaml", disk, log).flatMap {
            SamplesDocument.read($0, declared: declared)
        }
        let campaigns = CampaignFolder.read(disk, declared: declared, log: log)
        let templates = TemplateFolder.read(disk, log: log)
        let known = ExpectationNames(
            samples: samples?.map(\.handle), steps: campaigns.stepNames, journey: journey?.journey)
        let expectations = ExpectationFolder.read(disk, campaigns: campaigns.names, names: known, log: log)
        HomeChecks(settings: settings, journey: journey, campaigns: campaigns, templates: templates, log: log).run()
        let readable = settings.map { settings in
            HomeFiles(
                settings: settings.lookable, journey: journey?.journey ?? Journey(), ladder: ladder ?? Ladder(),
                rewards: rewards ?? Rewards(), samples: samples ?? [],
                campaigns: campaigns.documents.compactMap(\.campaign), templates: templates,
                expectations: expectations)
        }
        let isWrong = log.sorted.contains { $0.severity == .error && $0.file == "config/usher.yaml" }
        let glance = isWrong ? disk.text("config/usher.yaml", log: ProblemLog()).flatMap(SettingsGlance.init) : nil
        let places = main.map { Dictionary($0.scalars().map { ($0.path, $0.place) }) { first, _ in first } } ?? [:]
        return HomeReading(readable: readable, problems: log.sorted, places: places, glance: glance)
    }

    /// Nil, and no complaint, for a file that is not there.
    private static func optional(_ path: String, _ disk: HomeDisk, _ log: ProblemLog) -> Field? {
        disk.exists(path) ? root(path, disk, log) : nil
    }

    private static func root(_ path: String, _ disk: HomeDisk, _ log: ProblemLog) -> Field? {
        disk.text(path, log: log).flatMap { YAMLText.root(of: $0, file: path, log: log) }
    }
}
