import UsherCore
import UsherTemplates

/// Everything that can be known to be wrong with a home before any message is made, but for what only playing it shows.
package enum HomeCheck {
    package struct Report: Sendable {
        /// By file, line and column.
        package var problems: [Problem]
        /// Nil when something is wrong with them.
        package var files: HomeFiles?
        package var messages = 0
        /// In all languages.
        package var pages = 0

        init(_ problems: [Problem], files: HomeFiles?, messages: Int, pages: Int) {
            (self.problems, self.messages, self.pages) = ([], messages, pages)
            self.files = files
            add(problems)
        }

        /// In the order of files and lines, each once, and no more than anybody reads. Files in which something is
        /// wrong are not usable.
        package mutating func add(_ more: [Problem]) {
            problems = (problems + more).uniqued().sorted {
                ($0.file, $0.line ?? 0, $0.column ?? 0, $0.message)
                    < ($1.file, $1.line ?? 0, $1.column ?? 0, $1.message)
            }.bounded()
            if !errors.isEmpty { files = nil }
        }

        package var errors: [Problem] { problems.filter { $0.severity == .error } }
        package var warnings: [Problem] { problems.filter { $0.severity == .warning } }
        package var isUsable: Bool { errors.isEmpty && files != nil }
    }

    /// Reads the disk; blocks. `environment` is where a password may be, and the state folder's path. `startsHere` is
    /// false for a draft, which
    /// lies beside the home that it is for. `templates` has what was compiled already, and gets what was not.
    package static func unplayed(
        _ home: String, environment: [String: String] = [:], startsHere: Bool = true,
        templates: CompiledTemplates = CompiledTemplates()
    ) -> Report {
        let reading = HomeReader.inspect(home)
        var problems = reading.problems
        var messages = 0
        if let files = reading.readable {
            problems += messageProblems(files, templates, &messages)
            problems += pageProblems(files, templates)
            if startsHere {
                problems += StartCheck.problems(
                    files.settings, home: home, places: reading.places, environment: environment)
            }
            problems += RelayAdvice.warnings(files) + ConsentAdvice.warnings(files) + SampleLeftovers.warnings(files)
            // What the files say together can only be told of files that can be read.
            if reading.errors.isEmpty { problems += JourneyAdvice.problems(files) }
        }
        return Report(
            problems, files: reading.readable, messages: messages, pages: reading.readable.map(pageCount) ?? 0)
    }

    /// The same of one message alone, of files that can be read.
    package static func problems(
        of sources: MessageSources, _ files: HomeFiles, templates: CompiledTemplates
    ) -> [Problem] {
        do {
            return MessageCheck(files, composer: try .forLooking(), templates: templates).problems(of: sources)
        } catch {
            return [Problem(file: "config/usher.yaml", "\(error)")]
        }
    }

    private static func messageProblems(
        _ files: HomeFiles, _ templates: CompiledTemplates, _ count: inout Int
    ) -> [Problem] {
        do {
            let check = MessageCheck(files, composer: try .forLooking(), templates: templates)
            let all = files.allSources()
            count = all.count
            return all.flatMap(check.problems)
        } catch {
            return [Problem(file: "config/usher.yaml", "\(error)")]
        }
    }
}

extension HomeCheck.Report {
    /// The last lines of `usher check`.
    package var summary: [String] {
        guard isUsable, let files else {
            return [
                "\(Wording.count(errors.count, "error")); a running daemon keeps the last good files until "
                    + (errors.count == 1 ? "it is corrected" : "they are corrected")
            ]
        }
        let steps = files.campaigns.reduce(0) { $0 + $1.steps.count }
        let people = Wording.count(files.samples.count, "sample person", "sample people")
        return [
            "ok: \(Wording.count(files.campaigns.count, "campaign")), \(Wording.count(steps, "step")), "
                + "\(Wording.count(messages, "message")) in all languages, each filled in for \(people); "
                + "\(Wording.count(pages, "page")) in every form; "
                + (files.expectations.isEmpty
                    ? "" : "\(Wording.count(files.expectations.count, "expectation")) played; ")
                + (warnings.isEmpty
                    ? ""
                    : "\(Wording.count(warnings.count, "warning, which stops", "warnings, which stop")) nothing; ")
                + "mode: \(files.settings.mode.rawValue)"
                + (files.settings.dkim.map { "; \($0.words)" } ?? "")
                + (TransactionalReport(files.settings).map { "; \($0.words)" } ?? "")
        ]
    }
}

extension DKIMChoice {
    /// Who signs, after the mode.
    fileprivate var words: String {
        switch self {
        case .relay: "DKIM: the relay signs, Usher does not"
        case .keys(let name): "DKIM: Usher signs with the keys '\(name)'"
        }
    }
}

/// What is different for transactional mail.
private struct TransactionalReport: Encodable {
    /// `smtp.provider.example:587`.
    let relay: String?
    let sender: String?
    let dkim: String?

    /// Nil where nothing is.
    init?(_ settings: Settings) {
        let own = settings.transactional
        guard own != TransactionalSettings() else { return nil }
        relay = own.smtp?.name
        sender = own.sender?.address
        dkim = own.dkim?.word
    }

    var words: String {
        let parts = [
            relay.map { "goes through \($0)" } ?? "goes through the same relay", sender.map { "comes from \($0)" },
            dkim.map { $0 == DKIMChoice.relayWord ? "is signed by the relay" : "is signed with the keys '\($0)'" },
        ]
        return "transactional mail \(parts.compactMap(\.self).joined(separator: ", "))"
    }
}

extension HomeCheck.Report: Encodable {
    private enum CodingKeys: String, CodingKey {
        case isUsable, mode, campaigns, steps, messages, pages, samples, expectations, problems, dkim,
            transactional
    }

    /// The numbers are absent while something is wrong.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isUsable, forKey: .isUsable)
        try container.encode(problems, forKey: .problems)
        guard let files else { return }
        try container.encode(files.settings.mode, forKey: .mode)
        try container.encodeIfPresent(files.settings.dkim?.word, forKey: .dkim)
        try container.encodeIfPresent(TransactionalReport(files.settings), forKey: .transactional)
        try container.encode(files.campaigns.count, forKey: .campaigns)
        try container.encode(files.campaigns.reduce(0) { $0 + $1.steps.count }, forKey: .steps)
        try container.encode(messages, forKey: .messages)
        try container.encode(pages, forKey: .pages)
        try container.encode(files.samples.count, forKey: .samples)
        try container.encode(files.expectations.count, forKey: .expectations)
    }
}
